import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { listTokenRows } from "../store.ts";

/** Service tokens, live ones first; never their secrets. Times are ISO 8601. */
export const listTokens = query({
  name: "list-tokens",
  permission: "token:read",
  input: noInput,
  run: async ({ tx, now }) =>
    (await listTokenRows(tx)).map((token) => ({
      id: token.id,
      name: token.name,
      hint: token.hint,
      scopes: token.scopes,
      createdBy: token.createdBy,
      createdAt: token.createdAt.toISOString(),
      expiresAt: token.expiresAt.toISOString(),
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
      status: tokenStatus(token, now),
    })),
});

/** Expired is not revoked (product rule 8). */
function tokenStatus(
  token: { revokedAt: Date | null; expiresAt: Date; createdBy: { isActive: boolean } },
  at: Date,
): "active" | "expired" | "revoked" | "creator_left" {
  if (token.revokedAt !== null) return "revoked";
  if (token.expiresAt <= at) return "expired";
  return token.createdBy.isActive ? "active" : "creator_left";
}
