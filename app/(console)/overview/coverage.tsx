import type { Meaning } from "#components/ui/meaning.tsx";
import { Meter } from "#components/ui/meter.tsx";
import { Section } from "#components/ui/section.tsx";
import { StatTile } from "#components/ui/stat-tile.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { type CoverageRow, coverageRows } from "./coverage-rows.ts";
import type { Overview } from "./gather-overview.ts";

/** How are we doing? Each figure leads to the list that makes it. */
export function Coverage({ overview }: { overview: Overview }) {
  return (
    <Section title="How we are doing" description="Servers in use. Each figure leads to the list behind it.">
      <div className="grid grid-cols-1 gap-6">
        <Tiles overview={overview} />
        <ul className="grid grid-cols-1 gap-x-10 gap-y-4 lg:grid-cols-2">
          {coverageRows(overview).map((row) => (
            <li key={row.label}>
              <Meter label={row.label} value={row.value} total={row.total} meaning={meaningOf(row)} />
              <p className="mt-0.5 text-small">
                <Gap row={row} />
              </p>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function Tiles({ overview: { servers, findingCounts } }: { overview: Overview }) {
  const grave = findingCounts.bySeverity
    .filter(({ severity }) => severity === "critical" || severity === "high")
    .reduce((sum, { count }) => sum + count, 0);
  const { suspended } = servers.byState;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatTile
        label="Servers"
        figure={servers.total.toLocaleString("en")}
        href="/servers?view=all"
        detail={`${servers.inProduction.toLocaleString("en")} in production`}
      />
      <StatTile
        label="Open findings"
        figure={findingCounts.total.toLocaleString("en")}
        href="/findings"
        {...(grave === 0
          ? { detail: "None high or critical", meaning: "good" as const }
          : { detail: `${grave.toLocaleString("en")} high or critical`, meaning: "danger" as const })}
      />
      <StatTile
        label="Reviews overdue"
        figure={servers.reviewOverdue.toLocaleString("en")}
        href="/servers?review=overdue&sort=next_review"
        {...(servers.reviewOverdue === 0
          ? { detail: "All on time", meaning: "good" as const }
          : { detail: "Past their review date", meaning: "warning" as const })}
      />
      <StatTile
        label="Suspended"
        figure={suspended.toLocaleString("en")}
        href="/servers?state=suspended"
        {...(suspended === 0
          ? { detail: "None", meaning: "good" as const }
          : { detail: "Cut off for now", meaning: "warning" as const })}
      />
    </div>
  );
}

function Gap({ row }: { row: CoverageRow }) {
  const missing = row.total - row.value;
  if (row.total === 0) return <span className="text-ink-faint">{row.none}</span>;
  if (missing === 0) return <Status meaning="good">All of them</Status>;
  return <TextLink href={row.href}>{row.gap(missing)}</TextLink>;
}

function meaningOf({ value, total }: CoverageRow): Meaning {
  if (total === 0) return "neutral";
  if (value === total) return "good";
  return value / total >= 0.8 ? "warning" : "danger";
}
