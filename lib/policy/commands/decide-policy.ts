import { actingPerson } from "../../kernel/actor.ts";
import { AppError, conflict } from "../../kernel/app-error.ts";
import { command, type Outcome } from "../../kernel/command.ts";
import { policySubject } from "../approval/policy-subject.ts";
import { decidePolicy as decide } from "../approval/policy-version.ts";
import { versionFacts } from "../approval/version-facts.ts";
import { decidePolicyInput } from "../approval-input.ts";
import { findActiveVersion, loadVersion, lockPolicy, saveVersion } from "../approval-policy-store.ts";
import { assertSoundPolicy } from "../steps/assert-sound-policy.ts";

interface Decided {
  /** What the version is now. */
  state: "rejected" | "active";
}

/**
 * A second person's word on a change of the policy. Approved, it is in force with this transaction, for whatever is asked
 * from then on; what waits already keeps the version it was asked under (product rule 3).
 */
export const decidePolicy = command({
  name: "decide-policy",
  permission: "approval-policy:decide",
  input: decidePolicyInput,
  run: async ({ tx, actor, now }, { number, version, decision, reason }): Promise<Outcome<Decided>> => {
    await lockPolicy(tx, actor.organizationId);
    const row = await loadVersion(tx, number);
    const subject = policySubject(row);
    const facts = await versionFacts(tx, row);
    const verdict = decide(facts, decision, actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (row.version !== version) throw conflict("policy version");
    const decider = actingPerson(actor);
    // The verdict above is never ok for anybody else; the compiler cannot know.
    if (decider === null) throw new AppError("forbidden", "Only people decide.", { subject });
    const decided = { decidedById: decider.userId, decidedAt: now, decisionReason: reason };
    const told = {
      number,
      reason,
      proposedById: row.proposedById,
      editorIds: row.editorIds,
      notify: row.editorIds,
      ...(facts.isLeftToAdministrators ? { isLeftToAdministrators: true } : {}),
      href: `/policy/approval/${number}`,
    };
    if (decision === "reject") {
      await saveVersion(tx, row, { ...decided, state: verdict.next, endedAt: now }, now);
      return {
        result: { state: "rejected" },
        events: [{ type: "policy.rejected", subject, detail: told }],
      };
    }
    // People leave and groups go while it waits.
    await assertSoundPolicy(tx, row.document, subject);
    const before = await findActiveVersion(tx);
    if (before !== null) await saveVersion(tx, before, { state: "superseded", endedAt: now }, now);
    await saveVersion(tx, row, { ...decided, state: verdict.next }, now);
    return {
      result: { state: "active" },
      events: [{ type: "policy.activated", subject, detail: { ...told, replaces: before?.number ?? 0 } }],
    };
  },
});
