import { SeverityBadge } from "#app/severity-badge.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { SEVERITIES } from "#lib/policy/model.ts";
import type { countFindings } from "#lib/policy/queries/count-findings.ts";
import { RULES } from "#lib/policy/rules/all-rules.ts";
import type { Rule } from "#lib/policy/rules/rule.ts";

type Broken = Awaited<ReturnType<typeof countFindings>>["byRule"];

const GRAVEST_FIRST = RULES.toSorted(
  (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
);

/** Every rule that a server must keep: why, what to do, where it comes from, and how often it is broken now. */
export function FindingRules({ broken }: { broken: Broken }) {
  return (
    <Section
      title="Finding rules"
      description="Looked at whenever a server changes, and every hour. A finding goes away by itself when it is put right."
      flush
    >
      <ul className="divide-y divide-line">
        {GRAVEST_FIRST.map((rule) => (
          <RuleRow key={rule.id} rule={rule} count={openCount(broken, rule.id)} />
        ))}
      </ul>
    </Section>
  );
}

function RuleRow({ rule, count }: { rule: Rule; count: number }) {
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[1fr_auto]">
      <div className="min-w-0 max-w-prose">
        <h3 className="font-strong">
          {rule.title} <code className="text-ink-faint text-small font-normal">{rule.id}</code>
        </h3>
        <p className="text-ink-muted text-pretty">{rule.explanation}</p>
        <p className="text-pretty">
          <strong>What to do: </strong>
          {rule.fix}
        </p>
        <p className="text-ink-faint text-small">{rule.references.join(" · ")}</p>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 md:flex-col md:items-end">
        <span className="flex items-center gap-1.5">
          <span className="text-ink-faint text-small">At most</span>
          <SeverityBadge severity={rule.severity} />
        </span>
        {count === 0 ? (
          <Status meaning="good">Kept everywhere</Status>
        ) : (
          <TextLink href={`/findings?rule=${rule.id}`}>
            {count.toLocaleString("en")} open {count === 1 ? "finding" : "findings"}
          </TextLink>
        )}
      </div>
    </li>
  );
}

/** A rule is counted once for each severity that it is broken with. */
function openCount(broken: Broken, ruleId: string): number {
  return broken.filter(({ rule }) => rule === ruleId).reduce((sum, { count }) => sum + count, 0);
}
