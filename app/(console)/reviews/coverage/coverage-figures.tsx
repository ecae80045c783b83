import { inWords } from "#app/in-words.ts";
import { Section } from "#components/ui/section.tsx";
import { StatTile } from "#components/ui/stat-tile.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ReviewCoverage } from "#lib/inventory/queries/count-review-coverage.ts";

/** Which servers were reviewed in time: over all, then by environment. Each figure leads to the list that makes it. */
export function CoverageFigures({ coverage }: { coverage: ReviewCoverage }) {
  const { inUse, overdue, dueSoon, neverReviewed } = coverage;
  const inTime = Math.max(0, inUse - overdue);
  return (
    <>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <StatTile
          label="Within their cadence"
          figure={inUse === 0 ? "None" : `${Math.floor((inTime / inUse) * 100)}%`}
          href="/reviews/coverage"
          detail={`${number(inTime)} of ${number(inUse)} servers in use`}
        />
        <StatTile
          label="Overdue"
          figure={number(overdue)}
          href="/reviews/coverage?review=overdue"
          detail={overdue === 0 ? "None past its day" : "Past their day"}
          meaning={overdue === 0 ? "good" : "danger"}
        />
        <StatTile
          label="Due within 30 days"
          figure={number(dueSoon)}
          href="/reviews/coverage?review=30d"
          detail="Not overdue yet"
        />
        <StatTile
          label="Never reviewed"
          figure={number(neverReviewed)}
          href="/reviews/coverage?is=unreviewed"
          detail={neverReviewed === 0 ? "Every one was" : "Counted from registration"}
          meaning={neverReviewed === 0 ? "good" : "notice"}
        />
      </div>
      <ByEnvironment rows={coverage.byEnvironment} />
    </>
  );
}

function ByEnvironment({ rows }: { rows: ReviewCoverage["byEnvironment"] }) {
  return (
    <Section title="By environment" flush>
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-left text-ink-muted text-small">
            <th className="px-4 py-1.5 font-strong">Environment</th>
            <th className="px-4 py-1.5 text-right font-strong">In use</th>
            <th className="px-4 py-1.5 text-right font-strong">Overdue</th>
            <th className="px-4 py-1.5 text-right font-strong">Never reviewed</th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ environment, inUse, overdue, neverReviewed }) => (
            <tr key={environment} className="border-line border-t">
              <th scope="row" className="px-4 py-2 text-left font-normal">
                {inWords(environment)}
              </th>
              <td className="px-4 py-2 text-right tabular-nums">{counted(inUse)}</td>
              <td className="px-4 py-2 text-right tabular-nums">
                <TextLink href={`/reviews/coverage?environment=${environment}&review=overdue`}>
                  {counted(overdue)}
                </TextLink>
              </td>
              <td className="px-4 py-2 text-right tabular-nums">
                <TextLink href={`/reviews/coverage?environment=${environment}&is=unreviewed`}>
                  {counted(neverReviewed)}
                </TextLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function counted({ count, isEstimate }: { count: number; isEstimate: boolean }): string {
  return `${number(count)}${isEstimate ? "+" : ""}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
