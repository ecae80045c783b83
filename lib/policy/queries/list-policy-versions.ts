import { query } from "../../kernel/query.ts";
import { listPolicyVersionsInput } from "../approval-input.ts";
import { listVersionRows } from "../approval-policy-store.ts";

/** The policy's history, newest version first: who wrote, proposed and decided, and why. */
export const listPolicyVersions = query({
  name: "list-policy-versions",
  permission: "approval-policy:read",
  input: listPolicyVersionsInput,
  run: async ({ tx }, { before, limit }) => {
    const rows = await listVersionRows(tx, before ?? null, limit + 1);
    const items = rows.slice(0, limit);
    return {
      items: items.map((row) => ({
        number: row.number,
        state: row.state,
        summary: row.summary,
        restoredFrom: row.restoredFrom,
        createdBy: row.createdBy,
        createdAt: row.createdAt.toISOString(),
        decidedBy: row.decidedBy,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        decisionReason: row.decisionReason,
      })),
      nextBefore: rows.length > limit ? (items.at(-1)?.number ?? null) : null,
    };
  },
});
