import type { Tx } from "#lib/kernel/db.ts";
import { remarkColumns } from "./remark-store.ts";

const person = { select: { id: true, name: true } } as const;

/** The request that this one took the place of, with the answers it had, and the one that took its place. */
export async function findReplacements(
  tx: Tx,
  organizationId: string,
  request: { id: string; replacesId: string | null },
) {
  const before =
    request.replacesId === null
      ? null
      : await tx.request.findUnique({
          where: { organizationId_id: { organizationId, id: request.replacesId } },
          select: {
            id: true,
            title: true,
            stateReason: true,
            durationDays: true,
            justification: true,
            items: {
              orderBy: { id: "asc" },
              select: {
                kind: true,
                toolId: true,
                toolDigest: true,
                consumerId: true,
                consumer: { select: { name: true } },
                definition: true,
                scopeName: true,
              },
            },
            remarks: { where: { kind: "changes_asked" }, take: 1, select: remarkColumns },
            decisions: { orderBy: { decidedAt: "asc" }, select: { decision: true, decider: person } },
          },
        });
  const after = await tx.request.findUnique({
    where: { organizationId_replacesId: { organizationId, replacesId: request.id } },
    select: { id: true, title: true },
  });
  return { before, after };
}

export type Replacements = Awaited<ReturnType<typeof findReplacements>>;
