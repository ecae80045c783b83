import type { Role } from "../kernel/actor.ts";
import { conflict, notFound } from "../kernel/app-error.ts";
import { lookUp, type Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import { asLikeText } from "../kernel/like.ts";

/** At most this many people or tokens are listed. More people are reached by search, and tokens are revoked. */
const LIST_LIMIT = 500;

export interface SessionRow {
  organization_id: string;
  organization_name: string;
  session_id: string;
  user_id: string;
  email: string;
  name: string;
  is_active: boolean;
  roles: Role[];
  expires_at: Date;
  authenticated_at: Date;
}

export async function findSession(tokenHash: Uint8Array): Promise<SessionRow | null> {
  const rows = await lookUp<SessionRow>(Prisma.sql`select * from session_by_token_hash(${tokenHash})`);
  return rows[0] ?? null;
}

export interface TokenRow {
  organization_id: string;
  token_id: string;
  name: string;
  scopes: string[];
  expires_at: Date;
  revoked_at: Date | null;
  creator_is_active: boolean;
}

export async function findToken(tokenHash: Uint8Array, at: Date): Promise<TokenRow | null> {
  const rows = await lookUp<TokenRow>(Prisma.sql`select * from service_token_by_hash(${tokenHash}, ${at})`);
  return rows[0] ?? null;
}

export async function findOrganizationId(slug: string): Promise<string | null> {
  const rows = await lookUp<{ id: string | null }>(Prisma.sql`select organization_id_by_slug(${slug}) as id`);
  return rows[0]?.id ?? null;
}

export async function listOrganizationIds(): Promise<string[]> {
  const rows = await lookUp<{ id: string }>(Prisma.sql`select list_organization_ids() as id`);
  return rows.map((row) => row.id);
}

/** Makes the organization and its audit chain unless it exists; returns its id. */
export async function ensureOrganization(id: string, slug: string, name: string, at: Date): Promise<string> {
  const rows = await lookUp<{ id: string }>(
    Prisma.sql`select ensure_organization(${id}::uuid, ${slug}, ${name}, ${at}) as id`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error("ensure_organization() gave no answer");
  return row.id;
}

const userColumns = {
  id: true,
  email: true,
  name: true,
  isActive: true,
  lastSignedInAt: true,
  createdAt: true,
  managerId: true,
  version: true,
  roleAssignments: { select: { role: true } },
} satisfies Prisma.UserSelect;

export type UserRow = Prisma.UserGetPayload<{ select: typeof userColumns }>;

export async function loadUser(tx: Tx, organizationId: string, id: string): Promise<UserRow> {
  const user = await tx.user.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: userColumns,
  });
  if (user === null) throw notFound("person");
  return user;
}

export async function findUserByEmail(
  tx: Tx,
  organizationId: string,
  email: string,
): Promise<UserRow | null> {
  return tx.user.findUnique({
    where: { organizationId_email: { organizationId, email } },
    select: userColumns,
  });
}

export async function findUserByAccount(
  tx: Tx,
  account: { organizationId: string; issuer: string; subject: string },
): Promise<UserRow | null> {
  const found = await tx.signInAccount.findUnique({
    where: { organizationId_issuer_subject: account },
    select: { user: { select: userColumns } },
  });
  return found?.user ?? null;
}

export async function linkAccount(
  tx: Tx,
  account: { organizationId: string; issuer: string; subject: string; userId: string; linkedAt: Date },
): Promise<void> {
  await tx.signInAccount.create({ data: account });
}

export async function insertUser(
  tx: Tx,
  user: { organizationId: string; id: string; email: string; name: string; createdAt: Date },
): Promise<void> {
  await tx.user.create({ data: { ...user, isActive: true } });
}

/** Replaces the roles of one person; the version guards against a change made meanwhile. */
export async function replaceRoles(
  tx: Tx,
  user: { organizationId: string; id: string; version: number },
  roles: readonly Role[],
  at: Date,
): Promise<void> {
  await bumpUser(tx, user, {});
  await tx.roleAssignment.deleteMany({ where: { organizationId: user.organizationId, userId: user.id } });
  await tx.roleAssignment.createMany({
    data: roles.map((role) => ({
      organizationId: user.organizationId,
      userId: user.id,
      role,
      assignedAt: at,
    })),
  });
}

export async function setActive(
  tx: Tx,
  user: { organizationId: string; id: string; version: number },
  isActive: boolean,
): Promise<void> {
  await bumpUser(tx, user, { isActive });
}

async function bumpUser(
  tx: Tx,
  user: { organizationId: string; id: string; version: number },
  data: Prisma.UserUpdateManyMutationInput,
): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { organizationId: user.organizationId, id: user.id, version: user.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("person");
}

/**
 * Active administrators besides this person. Waits for whoever else is changing administrators here and only then
 * counts, in a statement of its own: one that waited for row locks would still count what it saw before.
 */
export async function countOtherAdmins(tx: Tx, organizationId: string, userId: string): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`administrators:${organizationId}`}, 0))`;
  return tx.user.count({
    where: { id: { not: userId }, isActive: true, roleAssignments: { some: { role: "admin" } } },
  });
}

/** Active administrators only, the one added first. */
export async function findFirstAdmin(tx: Tx): Promise<UserRow | null> {
  return tx.user.findFirst({
    where: { isActive: true, roleAssignments: { some: { role: "admin" } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: userColumns,
  });
}

/** `search` is taken as it is written, not as a pattern. Empty: everybody. */
export async function listUserRows(tx: Tx, search: string): Promise<UserRow[]> {
  const contains = { contains: asLikeText(search), mode: "insensitive" } as const;
  return tx.user.findMany({
    where: search === "" ? {} : { OR: [{ name: contains }, { email: contains }] },
    select: userColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: LIST_LIMIT,
  });
}

export async function insertSession(
  tx: Tx,
  session: {
    organizationId: string;
    id: string;
    tokenHash: Uint8Array<ArrayBuffer>;
    userId: string;
    createdAt: Date;
    authenticatedAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.session.create({ data: session });
  await tx.user.updateMany({
    where: { organizationId: session.organizationId, id: session.userId },
    data: { lastSignedInAt: session.createdAt },
  });
}

export async function deleteSession(tx: Tx, organizationId: string, id: string): Promise<number> {
  return (await tx.session.deleteMany({ where: { organizationId, id } })).count;
}

export async function deleteSessionsOf(tx: Tx, organizationId: string, userId: string): Promise<number> {
  return (await tx.session.deleteMany({ where: { organizationId, userId } })).count;
}

/** Of the whole organization, in one statement. */
export async function deleteSessionsExpiredBefore(tx: Tx, at: Date): Promise<number> {
  return (await tx.session.deleteMany({ where: { expiresAt: { lt: at } } })).count;
}

export async function deleteExpiredSessionsOf(
  tx: Tx,
  organizationId: string,
  userId: string,
  at: Date,
): Promise<void> {
  await tx.session.deleteMany({ where: { organizationId, userId, expiresAt: { lt: at } } });
}

const tokenColumns = {
  id: true,
  name: true,
  hint: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  createdBy: { select: { id: true, name: true, email: true, isActive: true } },
} satisfies Prisma.ServiceTokenSelect;

export type ServiceTokenRow = Prisma.ServiceTokenGetPayload<{ select: typeof tokenColumns }>;

export async function listTokenRows(tx: Tx): Promise<ServiceTokenRow[]> {
  return tx.serviceToken.findMany({
    select: tokenColumns,
    orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
    take: LIST_LIMIT,
  });
}

/** False when there is a token of this name already; names are never used twice, so that a trail stays readable. */
export async function insertToken(tx: Tx, token: Prisma.ServiceTokenUncheckedCreateInput): Promise<boolean> {
  const { count } = await tx.serviceToken.createMany({ data: [token], skipDuplicates: true });
  return count === 1;
}

export async function revokeTokenRow(
  tx: Tx,
  organizationId: string,
  id: string,
  at: Date,
): Promise<{ name: string } | null> {
  const token = await tx.serviceToken.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: { name: true },
  });
  if (token === null) throw notFound("token");
  const { count } = await tx.serviceToken.updateMany({
    where: { organizationId, id, revokedAt: null },
    data: { revokedAt: at },
  });
  return count === 1 ? token : null;
}
