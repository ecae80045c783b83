import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { policySubject } from "../approval/policy-subject.ts";
import { decidePolicy } from "../approval/policy-version.ts";
import { versionFacts } from "../approval/version-facts.ts";
import { withdrawPolicyInput } from "../approval-input.ts";
import { loadVersion, lockPolicy, saveVersion } from "../approval-policy-store.ts";

/** Gives a change up before it takes effect. It stays on record. */
export const withdrawPolicy = command({
  name: "withdraw-policy",
  permission: "approval-policy:edit",
  input: withdrawPolicyInput,
  run: async ({ tx, actor, now }, { number, reason }) => {
    await lockPolicy(tx, actor.organizationId);
    const row = await loadVersion(tx, number);
    const subject = policySubject(row);
    const verdict = decidePolicy(await versionFacts(tx, row), "withdraw", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    await saveVersion(tx, row, { state: verdict.next, endedAt: now }, now);
    return { result: null, events: [{ type: "policy.withdrawn", subject, detail: { number, reason } }] };
  },
});
