import { isDeepStrictEqual } from "node:util";
import { actingPerson } from "../../kernel/actor.ts";
import { AppError, conflict } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { approvalPolicyDocument } from "../approval/policy-document.ts";
import { policySubject } from "../approval/policy-subject.ts";
import { decidePolicy } from "../approval/policy-version.ts";
import { versionFacts } from "../approval/version-facts.ts";
import { editPolicyInput } from "../approval-input.ts";
import { loadVersion, saveVersion } from "../approval-policy-store.ts";

/** Saves a draft as it now is, finished or not: what is wrong with it is said when it is proposed, and shown before. */
export const editPolicy = command({
  name: "edit-policy",
  permission: "approval-policy:edit",
  input: editPolicyInput,
  run: async ({ tx, actor, now }, { number, version, document, summary }) => {
    const row = await loadVersion(tx, number);
    const subject = policySubject(row);
    const verdict = decidePolicy(await versionFacts(tx, row), "edit", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (row.version !== version) throw conflict("policy version");
    const editor = actingPerson(actor);
    if (editor === null) throw new AppError("forbidden", "Only people write policies.", { subject });
    const before = approvalPolicyDocument.safeParse(row.document).data;
    if (isDeepStrictEqual(before, document) && row.summary === summary) return unchanged({ version });
    const editorIds = [...new Set([...row.editorIds, editor.userId])];
    await saveVersion(tx, row, { document, summary, editorIds }, now);
    return {
      result: { version: version + 1 },
      events: [{ type: "policy.edited", subject, detail: { number, summary } }],
    };
  },
});
