import type { Tx } from "../kernel/db.ts";
import type { CredentialState } from "../kernel/generated/enums.ts";

interface Named {
  id: string;
  name: string;
  serverId: string;
  server: string;
}

export interface RevokedCredential extends Named {
  serverSlug: string;
  ownerId: string | null;
  before: CredentialState;
  reason: string;
}

/** Marks those of these credentials as revoked that are not, locked in the order of their ids. */
export async function revokeCredentialRows(
  tx: Tx,
  credentials: readonly { credentialId: string; reason: string }[],
  now: Date,
): Promise<RevokedCredential[]> {
  const ids = credentials.map(({ credentialId }) => credentialId);
  const reasons = credentials.map(({ reason }) => reason);
  return tx.$queryRaw<RevokedCredential[]>`
    with before as materialized (
      select c.organization_id, c.id, c.state, n.reason
      from credential c
      join unnest(${ids}::uuid[], ${reasons}::text[]) as n(id, reason) on n.id = c.id
      where c.state <> 'revoked'
      order by c.id for no key update of c
    ),
    revoked as (
      update credential c set state = 'revoked', revoked_at = ${now}, revoke_reason = b.reason, version = c.version + 1
      from before b
      where c.organization_id = b.organization_id and c.id = b.id
      returning c.organization_id, c.id, c.name, c.server_id, b.state as before, b.reason
    )
    select r.id, r.name, r.server_id as "serverId", s.name as server, s.slug as "serverSlug", s.owner_id as "ownerId",
      r.before::text as before, r.reason
    from revoked r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    order by r.id`;
}

export interface ShortenedCredential extends Named {
  before: Date | null;
  after: Date;
}

/** Lets those of these credentials that are in use end sooner, where that is sooner. */
export async function shortenCredentialRows(
  tx: Tx,
  credentials: readonly { credentialId: string; endsAt: Date }[],
): Promise<ShortenedCredential[]> {
  const ids = credentials.map(({ credentialId }) => credentialId);
  const ends = credentials.map(({ endsAt }) => endsAt.toISOString());
  return tx.$queryRaw<ShortenedCredential[]>`
    with before as materialized (
      select c.organization_id, c.id, c.expires_at, n.ends_at
      from credential c
      join unnest(${ids}::uuid[], ${ends}::timestamptz[]) as n(id, ends_at) on n.id = c.id
      where c.state = 'active' and (c.expires_at is null or c.expires_at > n.ends_at)
        and (c.issued_at is null or n.ends_at > c.issued_at)
      order by c.id for no key update of c
    ),
    shortened as (
      update credential c set expires_at = b.ends_at, reminded_days = null, version = c.version + 1
      from before b
      where c.organization_id = b.organization_id and c.id = b.id
      returning c.organization_id, c.id, c.name, c.server_id, b.expires_at as before, b.ends_at as after
    )
    select r.id, r.name, r.server_id as "serverId", s.name as server, r.before, r.after
    from shortened r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    order by r.id`;
}
