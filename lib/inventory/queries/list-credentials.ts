import { query } from "../../kernel/query.ts";
import { decodeCredentialCursor, encodeCredentialCursor } from "../credential-cursor.ts";
import { listCredentialsInput } from "../credential-input.ts";
import {
  COUNT_LIMIT,
  type CredentialListRow,
  countCredentialRows,
  listCredentialPage,
} from "../credential-list-store.ts";
import { shortFingerprint } from "../credential-view.ts";
import { credentialStatus, isEndKnown } from "../credentials.ts";
import { endRange } from "../expiry-window.ts";

/**
 * A page of credentials over all servers; unless sorted otherwise soonest end first, those without an end last. Times
 * are ISO 8601.
 */
export const listCredentials = query({
  name: "list-credentials",
  permission: "server:read",
  input: listCredentialsInput,
  run: async ({ tx, now }, filter) => {
    const range = endRange(filter, now);
    const { sort, limit } = filter;
    const after = decodeCredentialCursor(sort, filter.cursor);
    const count = await countCredentialRows(tx, filter, range);
    const rows = await listCredentialPage(tx, { filter, range, sort, after, limit, count });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      items: page.map((row) => toItem(row, now)),
      nextCursor: last === undefined ? null : encodeCredentialCursor(sort, last),
      total: { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT },
    };
  },
});

export type CredentialListItem = ReturnType<typeof toItem>;

function toItem(row: CredentialListRow, now: Date) {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    issuer: row.issuer,
    keptIn: row.kept_in,
    place: row.place,
    fingerprint: shortFingerprint(row.fingerprint),
    state: row.state,
    status: credentialStatus({ state: row.state, expiresAt: row.expires_at }, now),
    issuedAt: row.issued_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    isEndKnown: isEndKnown({
      fingerprint: row.fingerprint,
      issuedAt: row.issued_at,
      expiresAt: row.expires_at,
    }),
    lastRotatedAt: row.last_rotated_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    server: { slug: row.server_slug, name: row.server_name, team: row.server_team },
    owner: row.owner,
  };
}
