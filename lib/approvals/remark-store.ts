import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import { newId } from "#lib/kernel/id.ts";

const person = { select: { id: true, name: true, email: true, isActive: true } } as const;

export const remarkColumns = {
  id: true,
  kind: true,
  body: true,
  writtenAt: true,
  author: person,
  onBehalfOf: person,
} as const satisfies Prisma.RequestRemarkSelect;

export type RemarkRow = Prisma.RequestRemarkGetPayload<{ select: typeof remarkColumns }>;

/** The database takes 200 comments for one request, and beside them one who asks for changes. */
const REMARKS_MAX = 201;

/** What people said about a request besides their votes, in the order of time. */
export async function listRemarks(tx: Tx, organizationId: string, requestId: string): Promise<RemarkRow[]> {
  return tx.requestRemark.findMany({
    where: { organizationId, requestId },
    orderBy: [{ writtenAt: "asc" }, { id: "asc" }],
    select: remarkColumns,
    take: REMARKS_MAX,
  });
}

export async function insertRemark(
  tx: Tx,
  remark: Omit<Prisma.RequestRemarkUncheckedCreateInput, "id" | "writtenAt"> & { writtenAt: Date },
): Promise<void> {
  await tx.requestRemark.create({ data: { ...remark, id: newId(remark.writtenAt) } });
}

/** Who asked for changes of a request, or null. */
export async function findChangesAsked(
  tx: Tx,
  organizationId: string,
  requestId: string,
): Promise<{ name: string } | null> {
  const [author = null] = await tx.$queryRaw<{ name: string }[]>`
    select u.name
    from request_remark k
    join users u on u.organization_id = k.organization_id and u.id = k.author_id
    where k.organization_id = ${organizationId}::uuid and k.request_id = ${requestId}::uuid
      and k.kind = 'changes_asked'
    limit 1`;
  return author;
}
