import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ToolView } from "#lib/inventory/tool-view.ts";

interface Props {
  claimed: ToolView["claimedImpact"];
  reviewed: ToolView["reviewedImpact"];
}

/** What the server's own annotations say; untrusted, so a claim below what was found is pointed out. */
export function ClaimedImpact({ claimed, reviewed }: Props) {
  if (claimed === null) return <span className="text-ink-faint">Nothing</span>;
  const words = IMPACT_WORDS[claimed];
  return claimed === "reads" && reviewed !== "reads" ? (
    <Status meaning="warning">{words} only</Status>
  ) : (
    <span className="text-ink-muted">{words}</span>
  );
}
