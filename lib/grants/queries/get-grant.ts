import { notFound } from "#lib/kernel/app-error.ts";
import { query } from "#lib/kernel/query.ts";
import { toApprovalView } from "../approval-view.ts";
import { findApproval, findReplacement } from "../detail-store.ts";
import { toGrantViews } from "../grant-view.ts";
import { grantInput } from "../list-input.ts";
import { findGrantViews } from "../view-store.ts";

/**
 * One grant, and why it exists: the request with its justification, the policy it was asked under, who approved it in
 * which stage, what it is bound to, and what took its place.
 */
export const getGrant = query({
  name: "get-grant",
  permission: "grant:read",
  input: grantInput,
  run: async ({ tx, actor, now }, { grantId }) => {
    const { organizationId } = actor;
    const [grant] = await toGrantViews(tx, await findGrantViews(tx, organizationId, [grantId]), actor, now);
    if (grant === undefined) throw notFound("grant");
    const { request } = grant;
    const approval = request === null ? null : await findApproval(tx, organizationId, request.id);
    return {
      ...grant,
      approval: approval && toApprovalView(approval),
      replacedById: await findReplacement(tx, organizationId, grantId),
    };
  },
});

export type GrantDetail = Awaited<ReturnType<typeof getGrant>>;
