import { diffLines } from "diff";
import { loadDirectory } from "../../identity/steps/load-directory.ts";
import type { Tx } from "../../kernel/db.ts";
import { query } from "../../kernel/query.ts";
import { namesIn, sourcesOf, wantedBy } from "../approval/approvers-of.ts";
import { type ApprovalPolicy, approvalPolicyDocument } from "../approval/policy-document.ts";
import { allowedWithPolicy, decidePolicy } from "../approval/policy-version.ts";
import { policyLines } from "../approval/policy-words.ts";
import { versionFacts } from "../approval/version-facts.ts";
import { policyVersionInput } from "../approval-input.ts";
import { loadVersion } from "../approval-policy-store.ts";
import { findPolicyProblems } from "../steps/assert-sound-policy.ts";
import { loadPolicyDocument } from "../steps/load-policy-document.ts";

/** One version: its words beside those of the version it was begun from, what is wrong with it, and what one may do. */
export const getPolicyVersion = query({
  name: "get-policy-version",
  permission: "approval-policy:read",
  input: policyVersionInput,
  run: async ({ tx, actor, now }, { number }) => {
    const row = await loadVersion(tx, number);
    const document = approvalPolicyDocument.safeParse(row.document).data ?? null;
    const before = await loadPolicyDocument(tx, row.basedOn);
    const facts = await versionFacts(tx, row);
    const isOpen = row.state === "draft" || row.state === "proposed";
    return {
      number: row.number,
      state: row.state,
      version: row.version,
      summary: row.summary,
      document,
      basedOn: row.basedOn,
      restoredFrom: row.restoredFrom,
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      proposedBy: row.proposedBy,
      proposedAt: row.proposedAt?.toISOString() ?? null,
      decidedBy: row.decidedBy,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decisionReason: row.decisionReason,
      endedAt: row.endedAt?.toISOString() ?? null,
      lines: document === null || before === null ? null : await compare(tx, before, document),
      problems: isOpen ? await findPolicyProblems(tx, row.document) : [],
      allowed: allowedWithPolicy(facts, actor, now),
      /** Nobody is left of those whom the policy in force asks, so an administrator decides who had no hand in it. */
      isLeftToAdministrators: isOpen && facts.isLeftToAdministrators,
      /** Only a fresh sign-in stands between this person and their vote. */
      needsFreshSignIn:
        !decidePolicy(facts, "approve", actor, now).ok &&
        decidePolicy({ ...facts, needsStepUp: false, bringsStepUp: false }, "approve", actor, now).ok,
    };
  },
});

/** Both in words, line by line, as one list of what stayed, went and came. */
async function compare(tx: Tx, before: ApprovalPolicy, after: ApprovalPolicy) {
  const names = namesIn(await loadDirectory(tx, wantedBy([...sourcesOf(before), ...sourcesOf(after)])));
  const text = (policy: ApprovalPolicy) => `${policyLines(policy, names).join("\n")}\n`;
  return diffLines(text(before), text(after)).flatMap(({ added, removed, value }) =>
    value
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => ({
        kind: added ? ("added" as const) : removed ? ("removed" as const) : ("same" as const),
        text: line,
      })),
  );
}
