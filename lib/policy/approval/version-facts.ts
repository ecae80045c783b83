import { loadDirectory } from "../../identity/steps/load-directory.ts";
import type { Tx } from "../../kernel/db.ts";
import type { PolicyVersionRow } from "../approval-policy-store.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";
import { peopleFrom, wantedBy } from "./approvers-of.ts";
import type { PolicyVersionFacts } from "./policy-version.ts";

/** A version beside whom the policy in force asks about it. */
export async function versionFacts(tx: Tx, row: PolicyVersionRow): Promise<PolicyVersionFacts> {
  const { policy } = await loadApprovalPolicy(tx);
  const { from, needsStepUp } = policy.change;
  const directory = await loadDirectory(tx, wantedBy(from));
  return {
    number: row.number,
    state: row.state,
    editorIds: row.editorIds,
    proposedById: row.proposedById,
    approverIds: peopleFrom(from, directory),
    needsStepUp,
  };
}
