import { loadDirectory } from "../../identity/steps/load-directory.ts";
import type { Tx } from "../../kernel/db.ts";
import type { PolicyVersionRow } from "../approval-policy-store.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";
import { peopleFrom, wantedBy } from "./approvers-of.ts";
import { policyDeciders } from "./policy-deciders.ts";
import type { PolicyVersionFacts } from "./policy-version.ts";

const ADMINISTRATORS = { kind: "role", role: "admin" } as const;

/** A version beside whom the policy in force asks about it. */
export async function versionFacts(tx: Tx, row: PolicyVersionRow): Promise<PolicyVersionFacts> {
  const { policy } = await loadApprovalPolicy(tx);
  const { from, needsStepUp } = policy.change;
  const wanted = wantedBy([...from, ADMINISTRATORS]);
  const directory = await loadDirectory(tx, wanted);
  return {
    number: row.number,
    state: row.state,
    editorIds: row.editorIds,
    proposedById: row.proposedById,
    ...policyDeciders({
      askedIds: peopleFrom(from, directory),
      administratorIds: peopleFrom([ADMINISTRATORS], directory),
      hadAHandIds: row.proposedById === null ? row.editorIds : [...row.editorIds, row.proposedById],
    }),
    needsStepUp,
  };
}
