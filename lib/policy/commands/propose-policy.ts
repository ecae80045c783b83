import { actingPerson } from "../../kernel/actor.ts";
import { AppError, conflict, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { policySubject } from "../approval/policy-subject.ts";
import { decidePolicy, handsIn } from "../approval/policy-version.ts";
import { versionFacts } from "../approval/version-facts.ts";
import { proposePolicyInput } from "../approval-input.ts";
import { loadVersion, lockPolicy, saveVersion } from "../approval-policy-store.ts";
import { assertSoundPolicy } from "../steps/assert-sound-policy.ts";

/** Puts a draft before those whom the policy in force asks about its changes. From then on it stands still. */
export const proposePolicy = command({
  name: "propose-policy",
  permission: "approval-policy:edit",
  input: proposePolicyInput,
  run: async ({ tx, actor, now }, { number, version, summary }) => {
    await lockPolicy(tx, actor.organizationId);
    const row = await loadVersion(tx, number);
    const subject = policySubject(row);
    const verdict = decidePolicy(await versionFacts(tx, row), "propose", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (row.version !== version) throw conflict("policy version");
    const proposer = actingPerson(actor);
    if (proposer === null) throw new AppError("forbidden", "Only people propose policies.", { subject });
    await assertSoundPolicy(tx, row.document, subject);
    const editorIds = [...new Set([...row.editorIds, proposer.userId])];
    const facts = await versionFacts(tx, { ...row, editorIds });
    const hands = handsIn(facts);
    const deciders = facts.approverIds.filter((id) => !hands.includes(id));
    if (deciders.length === 0) {
      throw refused(
        "Nobody could decide on it: everybody whom the policy in force asks about its changes had a hand in this one, and so had every administrator. Make another person an administrator.",
        subject,
      );
    }
    const change = {
      state: verdict.next,
      summary,
      editorIds,
      proposedById: proposer.userId,
      proposedAt: now,
    };
    await saveVersion(tx, row, change, now);
    return {
      result: { version: version + 1 },
      events: [
        {
          type: "policy.proposed",
          subject,
          detail: {
            number,
            summary,
            notify: deciders,
            href: `/policy/approval/${number}`,
            ...(facts.isLeftToAdministrators ? { isLeftToAdministrators: true } : {}),
          },
        },
      ],
    };
  },
});
