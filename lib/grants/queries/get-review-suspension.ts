import { permitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { loadPolicyAuthors } from "#lib/policy/steps/load-policy-authors.ts";
import { noInput } from "../input.ts";
import { decideSuspension } from "../overdue-brake.ts";
import { listOverdueServers } from "../overdue-store.ts";
import { findAskedSuspension } from "../suspension-store.ts";

const SERVERS_SHOWN = 50;

/**
 * The mass of grants that waits to be suspended because reviews are overdue, with the servers it is about, the longest
 * overdue first; null when nothing waits. `allowed` is true, or the reason why this person does not answer it.
 */
export const getReviewSuspension = query({
  name: "get-review-suspension",
  permission: "grant:read",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const asked = await findAskedSuspension(tx);
    if (asked === null) return null;
    const { authorIds } = await loadPolicyAuthors(tx);
    const verdict = decideSuspension(
      { grantCount: asked.grantCount, isAnswered: false, policyAuthorIds: authorIds },
      actor,
    );
    const allowed: true | string = verdict.ok ? true : verdict.reason;
    const { askedAt, ...counts } = asked;
    return {
      ...counts,
      askedAt: askedAt.toISOString(),
      servers: await listOverdueServers(tx, actor.organizationId, now, SERVERS_SHOWN),
      allowed: permitted(actor, "suspension:answer") ?? allowed,
    };
  },
});

export type ReviewSuspension = NonNullable<Awaited<ReturnType<typeof getReviewSuspension>>>;
