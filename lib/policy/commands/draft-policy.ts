import { actingPerson } from "../../kernel/actor.ts";
import { AppError, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { approvalPolicyDocument } from "../approval/policy-document.ts";
import { STARTING_POLICY } from "../approval/starting-policy.ts";
import { draftPolicyInput } from "../approval-input.ts";
import {
  findOpenVersion,
  insertVersion,
  loadVersion,
  lockPolicy,
  nextNumber,
  writersOf,
} from "../approval-policy-store.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";

/** Begins a change of the approval policy, from the one in force or from an earlier one that is to come back. One at a time. */
export const draftPolicy = command({
  name: "draft-policy",
  permission: "approval-policy:edit",
  input: draftPolicyInput,
  run: async ({ tx, actor, now }, { from }) => {
    const { organizationId } = actor;
    const editor = actingPerson(actor);
    if (editor === null) throw new AppError("forbidden", "Only people write policies.");
    await lockPolicy(tx, organizationId);
    const open = await findOpenVersion(tx);
    if (open !== null) {
      throw refused(
        `${open.createdBy.name} has begun a change already (version ${open.number}). Go on with that one, or withdraw it.`,
        { kind: "policy_version", id: open.id, name: `Approval policy, version ${open.number}` },
      );
    }
    const inForce = await loadApprovalPolicy(tx);
    const { document, writerIds } =
      from === undefined ? { document: inForce.policy, writerIds: [] } : await wordsOf(tx, from);
    const id = newId(now);
    const number = await nextNumber(tx);
    const restored = from === undefined || from === inForce.number ? null : from;
    await insertVersion(tx, {
      organizationId,
      id,
      number,
      state: "draft",
      document,
      summary: restored === null ? "" : `Bring back version ${restored}.`,
      basedOn: inForce.number,
      restoredFrom: restored,
      editorIds: [...new Set([editor.userId, ...writerIds])],
      createdById: editor.userId,
      createdAt: now,
      updatedAt: now,
    });
    return {
      result: { number },
      events: [
        {
          type: "policy.drafted",
          subject: { kind: "policy_version", id, name: `Approval policy, version ${number}` },
          detail: { number, basedOn: inForce.number, restoredFrom: restored },
        },
      ],
    };
  },
});

/** A version's document, and those whose words they still are: nobody has agreed to them yet. */
async function wordsOf(tx: Parameters<typeof loadVersion>[0], number: number) {
  if (number === 0) return { document: STARTING_POLICY, writerIds: [] };
  const row = await loadVersion(tx, number);
  // What an older Steward wrote may not be readable as a policy of today: better told now than when it takes effect.
  const parsed = approvalPolicyDocument.safeParse(row.document);
  if (parsed.success) return { document: parsed.data, writerIds: writersOf(row) };
  throw refused(`Version ${number} was written for an older Steward and cannot be brought back as it is.`, {
    kind: "policy_version",
    id: null,
    name: `Approval policy, version ${number}`,
  });
}
