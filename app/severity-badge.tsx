import type { Meaning } from "#components/ui/meaning.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Severity } from "#lib/kernel/generated/enums.ts";

/** What each severity means, for callouts and badges. */
export const SEVERITY_MEANINGS = {
  low: "notice",
  medium: "warning",
  high: "danger",
  critical: "danger",
} satisfies Record<Severity, Meaning>;

const WORDS = { low: "Low", medium: "Medium", high: "High", critical: "Critical" } satisfies Record<
  Severity,
  string
>;

/** How grave a finding is; `count` says how many there are when this is the worst of several. */
export function SeverityBadge({ severity, count }: { severity: Severity; count?: number }) {
  return (
    <Status meaning={SEVERITY_MEANINGS[severity]}>
      {WORDS[severity]}
      {count !== undefined && <span className="text-ink-muted tabular-nums"> · {count}</span>}
    </Status>
  );
}
