import type { RequestItem } from "#lib/approvals/request-item.ts";
import type { getPolicyToDecide } from "#lib/policy/queries/get-policy-to-decide.ts";

type PolicyToDecide = NonNullable<Awaited<ReturnType<typeof getPolicyToDecide>>>;

/** A request, or a change of the approval policy: both wait for a decision. */
export type InboxRow = ({ of: "request" } & RequestItem) | ({ of: "policy"; id: string } & PolicyToDecide);

export function toInboxRows(policy: PolicyToDecide | null, requests: readonly RequestItem[]): InboxRow[] {
  return [
    ...(policy === null ? [] : [{ ...policy, of: "policy" as const, id: `policy-${policy.number}` }]),
    ...requests.map((request) => ({ ...request, of: "request" as const })),
  ];
}

export function rowHref(row: InboxRow): string {
  return row.of === "policy" ? `/policy/approval/${row.number}` : `/approvals/${row.id}`;
}
