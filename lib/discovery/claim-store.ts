import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import { asLikeText } from "../kernel/like.ts";
import type { Claimable } from "./claim.ts";

interface ClaimRow extends Claimable {
  id: string;
  name: string;
  version: number;
}

/** @throws AppError `not_found` */
export async function loadClaimable(tx: Tx, id: string): Promise<ClaimRow> {
  const row = await tx.candidate.findFirst({
    where: { id },
    select: {
      id: true,
      name: true,
      state: true,
      version: true,
      claimedBy: { select: { id: true, name: true } },
    },
  });
  if (row === null) throw notFound("candidate");
  return row;
}

/** Null ends the claim. @throws AppError `conflict` when somebody else was faster */
export async function saveClaim(
  tx: Tx,
  read: { id: string; version: number },
  claim: { personId: string; reason: string; at: Date } | null,
): Promise<void> {
  const { count } = await tx.candidate.updateMany({
    where: { id: read.id, version: read.version, state: "discovered" },
    data: {
      claimedById: claim?.personId ?? null,
      claimReason: claim?.reason ?? null,
      claimedAt: claim?.at ?? null,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw conflict("candidate");
}

export interface ClaimableRow {
  id: string;
  name: string;
  package_name: string | null;
  url: string | null;
  clients: string[];
  last_seen_at: Date;
  claimed_by: { id: string; name: string } | null;
}

/**
 * Candidates that wait, by name: of each what somebody recognises it by, and nothing of where a secret lies. Their ids
 * come from the same look-up as the list of candidates.
 */
export async function listClaimableRows(
  tx: Tx,
  search: string,
  { after, limit }: { after: { name: string; id: string } | null; limit: number },
): Promise<ClaimableRow[]> {
  const pattern = search === "" ? null : `%${asLikeText(search.toLowerCase())}%`;
  const found = Prisma.sql`list_candidate_ids('discovered'::candidate_state, ${pattern}::text, null, null, false, false,
    null, null, ${after?.name ?? null}::text, ${after?.id ?? null}::uuid, ${limit}::int)`;
  return tx.$queryRaw<ClaimableRow[]>`
    select c.id, c.name, c.package_name, c.url, c.last_seen_at,
      array(select distinct s.client from (
        select client from sighting s where s.organization_id = c.organization_id and s.candidate_id = c.id limit 50
      ) s) as clients,
      case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as claimed_by
    from ${found} as found (id)
    join candidate c on c.id = found.id
    left join users u on u.id = c.claimed_by_id
    order by c.name, c.id`;
}
