import { ShieldCheck } from "lucide-react";
import { SeverityBadge } from "#app/severity-badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Card } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import { placeOfFix } from "./place-of-fix.ts";
import { tabHref } from "./server-tabs.ts";
import type { TabProps } from "./tab-props.ts";

/** What this server breaks now: why it matters, and what to do. */
export function FindingsTab({ server, findings, now }: TabProps) {
  if (findings.length === 0) {
    return (
      <Card>
        <EmptyState icon={<ShieldCheck />} title="Nothing is wrong that a rule could see">
          Rules look again whenever this server changes, and every hour.
        </EmptyState>
      </Card>
    );
  }
  return (
    <ul className="grid gap-3">
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.subjectKey}`}>
          <FindingCard finding={finding} slug={server.slug} now={now} />
        </li>
      ))}
    </ul>
  );
}

function FindingCard({ finding, slug, now }: { finding: ServerFinding; slug: string; now: string }) {
  const place = placeOfFix(finding, slug) ?? { href: tabHref(slug, "summary"), label: "Go to the summary" };
  return (
    <Card className="grid gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 text-title">{finding.summary}</h2>
        <SeverityBadge severity={finding.severity} />
      </div>
      <p className="max-w-prose text-ink-muted">{finding.explanation}</p>
      <p className="max-w-prose">
        <strong>What to do: </strong>
        {finding.fix}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-ink-faint text-small">
        <span>
          {finding.title} · since{" "}
          {finding.openedAt === null ? "just now" : <Time at={finding.openedAt} now={now} />}
          {finding.references.length > 0 && ` · ${finding.references.join(", ")}`}
        </span>
        <LinkButton href={place.href} size="small">
          {place.label}
        </LinkButton>
      </div>
    </Card>
  );
}
