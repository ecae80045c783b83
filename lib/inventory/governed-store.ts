import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import { listReuse } from "./credential-reuse-store.ts";
import { isEndKnown } from "./credentials.ts";
import { effectiveDataClasses } from "./effective-data-classes.ts";
import type { GovernedServer } from "./facts.ts";
import { listReachedSystems } from "./system-link-store.ts";

const person = { select: { id: true, name: true, isActive: true } };

const columns = {
  id: true,
  slug: true,
  name: true,
  state: true,
  environment: true,
  criticality: true,
  transport: true,
  command: true,
  args: true,
  url: true,
  packageRegistry: true,
  packageName: true,
  packageVersion: true,
  serverRoleId: true,
  dataClasses: true,
  nextReviewOn: true,
  owner: person,
  backupOwner: person,
  scopes: { select: { id: true, name: true, system: true, breadth: true }, orderBy: { id: "asc" as const } },
  credentials: {
    where: { state: "active" as const },
    select: {
      id: true,
      name: true,
      keptIn: true,
      place: true,
      issuedAt: true,
      addedAt: true,
      expiresAt: true,
      fingerprint: true,
      rotations: { where: { formerSeenCount: { gt: 0 } }, select: { formerSeenCount: true } },
    },
    orderBy: { id: "asc" as const },
  },
  tools: {
    where: { state: { not: "removed" as const } },
    select: { id: true, name: true, state: true, reviewedImpact: true },
    orderBy: { id: "asc" as const },
  },
  configurationRisks: {
    select: { risk: true, explanation: true, tools: true, placeCount: true },
    orderBy: { risk: "asc" as const },
  },
} satisfies Prisma.ServerSelect;

/** These servers, retired ones without a credential left out, in a fixed number of statements. */
export async function listGovernedRows(tx: Tx, serverIds: readonly string[]): Promise<GovernedServer[]> {
  const rows = await tx.server.findMany({
    where: {
      id: { in: [...serverIds] },
      OR: [{ state: { not: "retired" } }, { credentials: { some: { state: "active" } } }],
    },
    select: columns,
    orderBy: { id: "asc" },
  });
  const reached = Map.groupBy(await listReachedSystems(tx, serverIds), ({ serverId }) => serverId);
  const reuse = await listReuse(tx, serverIds);
  return rows.map((row) => ({
    ...row,
    dataClasses: effectiveDataClasses(row.dataClasses, reached.get(row.id) ?? []),
    credentials: row.credentials.map(({ rotations, fingerprint, ...credential }) => ({
      ...credential,
      isEndKnown: isEndKnown({ fingerprint, ...credential }),
      formerSeenCount: rotations.reduce((sum, { formerSeenCount }) => sum + formerSeenCount, 0),
      alsoOn: reuse.get(credential.id) ?? [],
    })),
  }));
}

/** Ids in order, after `after`; a person's when asked. */
export async function listServerIdRows(
  tx: Tx,
  page: { after: string | null; personId?: string; serverRoleId?: string; limit: number },
): Promise<string[]> {
  const { after, personId, serverRoleId, limit } = page;
  const rows = await tx.server.findMany({
    where: {
      ...(after === null ? {} : { id: { gt: after } }),
      ...(serverRoleId === undefined ? {} : { serverRoleId }),
      ...(personId === undefined ? {} : { OR: [{ ownerId: personId }, { backupOwnerId: personId }] }),
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: limit,
  });
  return rows.map((row) => row.id);
}
