import { IMPACTS } from "#lib/inventory/impact.ts";
import { CRITICALITIES, ENVIRONMENTS } from "#lib/inventory/model.ts";
import type { Criticality, Environment, Impact } from "#lib/kernel/generated/enums.ts";

/** How grave what was approved was: anything beyond it was not seen. */
export interface ApprovedFor {
  environment: Environment;
  impact: Impact;
  criticality: Criticality;
  /** Null where it was not kept. */
  dataClasses: readonly string[] | null;
  /** By the policy alone: nobody was asked. */
  isAutomatic: boolean;
}

/** A value that is not known is above every other. */
function isAtMost<Value>(order: readonly Value[], value: Value, most: Value): boolean {
  return order.includes(value) && order.indexOf(value) <= order.indexOf(most);
}

/** Whether a tool turned out to be able to do more than what was approved. */
export function isGraver(tool: { reviewedImpact: Impact }, approved: ApprovedFor | null): boolean {
  return approved !== null && !isAtMost(IMPACTS, tool.reviewedImpact, approved.impact);
}

/** Whether access that nobody was asked about would open a tool that can do more than what it was given for. */
export function isOutgrown(tool: { reviewedImpact: Impact } | null, approved: ApprovedFor | null): boolean {
  return approved?.isAutomatic === true && (tool === null || isGraver(tool, approved));
}

/** How the server is graver than what was approved, as the beginning of a sentence; null where it is not. */
export function beyondApproved(
  server: Pick<ApprovedFor, "environment" | "criticality"> & { dataClasses: readonly string[] },
  approved: ApprovedFor | null,
): string | null {
  if (approved === null) return null;
  if (!isAtMost(ENVIRONMENTS, server.environment, approved.environment)) {
    return `The server was not in ${server.environment}`;
  }
  if (!isAtMost(CRITICALITIES, server.criticality, approved.criticality)) {
    return "The server was less critical";
  }
  const { dataClasses } = approved;
  const isDataAdded = dataClasses !== null && server.dataClasses.some((one) => !dataClasses.includes(one));
  return isDataAdded ? "The server held other data" : null;
}
