import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { CredentialKeptIn, CredentialKind } from "../kernel/generated/enums.ts";

const columns = {
  id: true,
  serverId: true,
  name: true,
  kind: true,
  issuer: true,
  keptIn: true,
  place: true,
  fingerprint: true,
  lengthChars: true,
  state: true,
  issuedAt: true,
  expiresAt: true,
  lastRotatedAt: true,
  lastUsedAt: true,
  addedAt: true,
  revokedAt: true,
  revokeReason: true,
  version: true,
} satisfies Prisma.CredentialSelect;

export type CredentialRow = Prisma.CredentialGetPayload<{ select: typeof columns }>;

/** One server has a handful; this many is a mistake. */
const LIST_LIMIT = 500;

export interface NewCredential {
  id: string;
  name: string;
  kind: CredentialKind;
  keptIn: CredentialKeptIn;
  place: string | null;
  issuer?: string | null;
  fingerprint?: string | null;
  lengthChars?: number | null;
  issuedAt?: Date | null;
  expiresAt?: Date | null;
  lastRotatedAt?: Date | null;
}

export async function insertCredentials(
  tx: Tx,
  organizationId: string,
  serverId: string,
  credentials: readonly NewCredential[],
  at: Date,
): Promise<void> {
  if (credentials.length === 0) return;
  await tx.credential.createMany({
    data: credentials.map((credential) => ({
      ...credential,
      organizationId,
      serverId,
      state: "active" as const,
      addedAt: at,
    })),
  });
}

/** Credentials of several servers in one statement. */
export async function insertCredentialRows(
  tx: Tx,
  organizationId: string,
  credentials: readonly (NewCredential & { serverId: string })[],
  at: Date,
): Promise<void> {
  if (credentials.length === 0) return;
  await tx.credential.createMany({
    data: credentials.map((credential) => ({
      ...credential,
      organizationId,
      state: "active" as const,
      addedAt: at,
    })),
  });
}

/** Fingerprints of the credentials a server has, whatever became of them, and of their values before a rotation. */
export async function listFingerprints(tx: Tx, serverId: string): Promise<Set<string>> {
  const rows = await tx.credential.findMany({
    where: { serverId, fingerprint: { not: null } },
    select: { fingerprint: true },
    take: LIST_LIMIT,
  });
  const former = await tx.credentialRotation.findMany({
    where: { credential: { serverId }, formerFingerprint: { not: null } },
    select: { formerFingerprint: true },
    take: LIST_LIMIT,
  });
  return new Set([
    ...rows.flatMap((row) => row.fingerprint ?? []),
    ...former.flatMap((row) => row.formerFingerprint ?? []),
  ]);
}

/** Those of these whose value none of their server's credentials has or had. */
export async function keepUnknownValues<T extends { serverId: string; fingerprint: string }>(
  tx: Tx,
  found: readonly T[],
): Promise<T[]> {
  const given = found.map(({ serverId, fingerprint }, place) => ({ place, serverId, fingerprint }));
  const rows = await tx.$queryRaw<{ place: number }[]>`
    select g.place from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as g (place int, "serverId" uuid, fingerprint text)
    where not exists (
      select from credential c where c.server_id = g."serverId" and c.fingerprint = g.fingerprint)
    and not exists (
      select from credential c
      join credential_rotation r on r.organization_id = c.organization_id and r.credential_id = c.id
      where c.server_id = g."serverId" and r.former_fingerprint = g.fingerprint)`;
  const unknown = new Set(rows.map((row) => row.place));
  return found.filter((_, place) => unknown.has(place));
}

/** @throws AppError `not_found` */
export async function loadCredential(tx: Tx, id: string): Promise<CredentialRow> {
  const row = await tx.credential.findFirst({ where: { id }, select: columns });
  if (row === null) throw notFound("credential");
  return row;
}

/** Saves if nobody else has saved since it was read; @throws AppError `conflict` otherwise. */
export async function saveCredential(
  tx: Tx,
  read: { id: string; version: number },
  data: Prisma.CredentialUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.credential.updateMany({
    where: { id: read.id, version: read.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("credential");
}

export async function listCredentialRows(tx: Tx, serverId: string): Promise<CredentialRow[]> {
  return tx.credential.findMany({
    where: { serverId },
    select: columns,
    orderBy: [{ expiresAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
    take: LIST_LIMIT,
  });
}
