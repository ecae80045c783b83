import { loadDirectory } from "../../identity/steps/load-directory.ts";
import type { Tx } from "../../kernel/db.ts";
import { findSameWords, type PolicyVersionRow } from "../approval-policy-store.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";
import { peopleFrom, wantedBy } from "./approvers-of.ts";
import { policyDeciders } from "./policy-deciders.ts";
import { approvalPolicyDocument } from "./policy-document.ts";
import { handsIn, type PolicyVersionFacts } from "./policy-version.ts";

const ADMINISTRATORS = { kind: "role", role: "admin" } as const;

/** A version beside whom the policy in force asks about it. */
export async function versionFacts(tx: Tx, row: PolicyVersionRow): Promise<PolicyVersionFacts> {
  const { policy } = await loadApprovalPolicy(tx);
  const { from, needsStepUp } = policy.change;
  const wanted = wantedBy([...from, ADMINISTRATORS]);
  const directory = await loadDirectory(tx, wanted);
  const wrote = { ...row, wroteTheSameIds: await findSameWords(tx, row) };
  return {
    number: row.number,
    state: row.state,
    editorIds: row.editorIds,
    proposedById: row.proposedById,
    wroteTheSameIds: wrote.wroteTheSameIds,
    ...policyDeciders({
      askedIds: peopleFrom(from, directory),
      administratorIds: peopleFrom([ADMINISTRATORS], directory),
      hadAHandIds: handsIn(wrote),
    }),
    needsStepUp,
    bringsStepUp: approvalPolicyDocument.safeParse(row.document).data?.change.needsStepUp === true,
  };
}
