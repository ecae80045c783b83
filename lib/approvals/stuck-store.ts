import type { Tx } from "#lib/kernel/db.ts";
import { findAskedFacts } from "./asked-facts-store.ts";
import { UNREVIEWED } from "./broken-glass.ts";
import type { AskedFacts } from "./openings.ts";

/** Pending requests, in time, a page by id, with who has answered each and who still can. */
export async function listAnswerable(
  tx: Tx,
  organizationId: string,
  { now, after, limit }: { now: Date; after: string | undefined; limit: number },
): Promise<{ id: string; stuckToldAt: Date | null; facts: AskedFacts }[]> {
  const rows = await tx.request.findMany({
    where: {
      organizationId,
      state: "pending",
      expiresAt: { gt: now },
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, stuckToldAt: true },
  });
  const ids = rows.map(({ id }) => id);
  const facts = await findAskedFacts(tx, organizationId, ids);
  return rows.flatMap((row) => {
    const its = facts.get(row.id);
    return its === undefined ? [] : [{ ...row, facts: its }];
  });
}

/** Uses of break glass that two others have not reviewed, a page by id. */
export async function listUnreviewedIds(
  tx: Tx,
  organizationId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await tx.breakGlass.findMany({
    where: {
      organizationId,
      state: { in: [...UNREVIEWED] },
      ...(after === undefined ? {} : { requestId: { gt: after } }),
    },
    orderBy: { requestId: "asc" },
    take: limit,
    select: { requestId: true },
  });
  return rows.map(({ requestId }) => requestId);
}

/** Keeps when administrators were told that too few are left; null once enough are. */
export async function noteStuck(
  tx: Tx,
  { organizationId, id }: { organizationId: string; id: string },
  stuckToldAt: Date | null,
): Promise<void> {
  await tx.request.update({ where: { organizationId_id: { organizationId, id } }, data: { stuckToldAt } });
}

/** The same for a use of break glass. */
export async function noteGlassStuck(
  tx: Tx,
  glass: { organizationId: string; requestId: string },
  stuckToldAt: Date | null,
): Promise<void> {
  const { organizationId, requestId } = glass;
  await tx.breakGlass.update({
    where: { organizationId_requestId: { organizationId, requestId } },
    data: { stuckToldAt },
  });
}
