import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";

/** Who looks, and when. */
export interface Reader {
  actor: Actor;
  now: Date;
}

/** Those of these requests that the actor may read. */
export async function findReadable(
  tx: Tx,
  { actor, now }: Reader,
  requestIds: readonly string[],
): Promise<ReadonlySet<string>> {
  // Whoever asks has loaded them, so they are of this organization.
  if (isPermitted(actor, "request:read-all")) return new Set(requestIds);
  if (requestIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id from request r
    where r.organization_id = ${actor.organizationId}::uuid and r.id = any (${[...requestIds]}::uuid[])
      and ${readableBy({ actor, now })}`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Whether the actor may read request `r`: whoever sees all of them; and whoever has a part in it, in the one that it
 * took the place of, or in the one that took its place, since people are led from one to the other.
 */
export function readableBy({ actor, now }: Reader): Prisma.Sql {
  if (isPermitted(actor, "request:read-all")) return Prisma.sql`true`;
  const person = actingPerson(actor);
  if (person === null) return Prisma.sql`false`;
  return Prisma.sql`exists (
    select from request n
    where n.organization_id = r.organization_id
      and (n.id = r.id or n.id = r.replaces_id or n.replaces_id = r.id)
      and ${hasPart(Prisma.sql`${person.userId}::uuid`, now)})`;
}

/** In request `n`: asked for it, gains by it, answers for what it is about, is or was asked, or said something. */
function hasPart(person: Prisma.Sql, now: Date): Prisma.Sql {
  return Prisma.sql`(
    n.requester_id = ${person}
    or ${person} = any (n.beneficiary_ids || n.repaired_by_ids || n.server_owner_ids)
    or exists (
      select from server s
      where s.organization_id = n.organization_id and s.id = n.server_id
        and ${person} in (s.owner_id, s.backup_owner_id))
    or exists (
      select from request_item i
      join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
      where i.organization_id = n.organization_id and i.request_id = n.id and c.owner_id = ${person})
    or exists (
      select from request_seat t
      where t.organization_id = n.organization_id and t.request_id = n.id
        and (t.user_id = ${person} or ${standsInFor(person, now)}))
    or exists (
      select from request_decision d
      where d.organization_id = n.organization_id and d.request_id = n.id
        and ${person} in (d.decider_id, d.on_behalf_of_id))
    or exists (
      select from request_remark k
      where k.organization_id = n.organization_id and k.request_id = n.id
        and ${person} in (k.author_id, k.on_behalf_of_id))
    or exists (
      select from break_glass_seat b
      where b.organization_id = n.organization_id and b.request_id = n.id and b.user_id = ${person})
    or exists (
      select from campaign_item v
      join grants g on g.organization_id = v.organization_id and g.id = v.subject_id
      where v.organization_id = n.organization_id and v.reviewer_id = ${person} and g.request_id = n.id))`;
}

/** For whoever sits in seat `t` and is, or was while it waited, away. */
function standsInFor(person: Prisma.Sql, now: Date): Prisma.Sql {
  return Prisma.sql`exists (
    select from absence a
    where a.organization_id = n.organization_id and a.user_id = t.user_id and a.delegate_id = ${person}
      and a.starts_at <= coalesce(n.decided_at, ${now}) and a.ends_at > n.submitted_at)`;
}
