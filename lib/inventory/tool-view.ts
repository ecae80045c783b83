import { type ImpactReason, isHighImpact } from "./impact.ts";
import type { ToolPageRow } from "./server-page-store.ts";

/** A tool as the server's page shows it. Times are ISO 8601. */
export function toToolView(tool: ToolPageRow) {
  return {
    id: tool.id,
    name: tool.name,
    title: tool.title,
    description: tool.description,
    digest: tool.digest,
    claimedImpact: tool.claimedImpact,
    suggestedImpact: tool.suggestedImpact,
    reviewedImpact: tool.reviewedImpact,
    isHighImpact: isHighImpact(tool.reviewedImpact),
    impactReasons: tool.impactReasons as unknown as ImpactReason[], // written by record-tools only
    reviewReason: tool.reviewReason,
    reviewedBy: tool.reviewedBy,
    state: tool.state,
    stateReason: tool.stateReason,
    versionCount: tool._count.versions,
    firstSeenAt: tool.firstSeenAt.toISOString(),
    lastSeenAt: tool.lastSeenAt.toISOString(),
    changedAt: tool.changedAt.toISOString(),
    version: tool.version,
  };
}

export type ToolView = ReturnType<typeof toToolView>;
