import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { PolicyVersionState } from "../kernel/generated/enums.ts";

const person = { select: { id: true, name: true, email: true, isActive: true } } as const;

const columns = {
  id: true,
  number: true,
  state: true,
  document: true,
  summary: true,
  basedOn: true,
  restoredFrom: true,
  editorIds: true,
  createdAt: true,
  updatedAt: true,
  proposedById: true,
  proposedAt: true,
  decidedAt: true,
  decisionReason: true,
  endedAt: true,
  version: true,
  createdBy: person,
  proposedBy: person,
  decidedBy: person,
} satisfies Prisma.PolicyVersionSelect;

export type PolicyVersionRow = Prisma.PolicyVersionGetPayload<{ select: typeof columns }>;

/** Whoever begins, proposes or decides on a change of the policy does so one after the other, until commit. */
export async function lockPolicy(tx: Tx, organizationId: string): Promise<void> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`policy.approval:${organizationId}`}, 0))::text as locked`;
}

/** The version in force; null when the organization has none of its own. */
export async function findActiveVersion(tx: Tx): Promise<PolicyVersionRow | null> {
  return tx.policyVersion.findFirst({ where: { state: "active" }, select: columns });
}

/** The document in force and its number, without who had a hand in it. */
export async function findActiveDocument(tx: Tx): Promise<{ number: number; document: unknown } | null> {
  return tx.policyVersion.findFirst({
    where: { state: "active" },
    select: { number: true, document: true },
  });
}

/** The change that is being written or waits for a decision. */
export async function findOpenVersion(tx: Tx): Promise<PolicyVersionRow | null> {
  return tx.policyVersion.findFirst({ where: { state: { in: ["draft", "proposed"] } }, select: columns });
}

/** @throws AppError `not_found` */
export async function loadVersion(tx: Tx, number: number): Promise<PolicyVersionRow> {
  const row = await tx.policyVersion.findFirst({ where: { number }, select: columns });
  if (row === null) throw notFound("policy version");
  return row;
}

/** Newest first, those below `before` (all when null). */
export async function listVersionRows(
  tx: Tx,
  before: number | null,
  limit: number,
): Promise<PolicyVersionRow[]> {
  return tx.policyVersion.findMany({
    ...(before === null ? {} : { where: { number: { lt: before } } }),
    select: columns,
    orderBy: { number: "desc" },
    take: limit,
  });
}

const NEVER_IN_FORCE = ["withdrawn", "rejected"] as const;

/** Whoever wrote the same document, word for word, in another version that never took effect; nobody for one that did. */
export async function findSameWords(
  tx: Tx,
  { id, document }: Pick<PolicyVersionRow, "id" | "document">,
): Promise<string[]> {
  if (document === null) return [];
  const rows = await tx.policyVersion.findMany({
    where: { id: { not: id }, state: { notIn: ["draft", "proposed"] }, document: { equals: document } },
    select: { state: true, editorIds: true },
  });
  const wasInForce = rows.some((row) => writersOf(row).length === 0);
  return wasInForce ? [] : [...new Set(rows.flatMap(({ editorIds }) => editorIds))];
}

/** Those who wrote a version that never took effect: whoever brings it back writes with them. */
export function writersOf({ state, editorIds }: Pick<PolicyVersionRow, "state" | "editorIds">): string[] {
  return NEVER_IN_FORCE.some((one) => one === state) ? editorIds : [];
}

/** The number that the next version gets. The caller holds `lockPolicy`. */
export async function nextNumber(tx: Tx): Promise<number> {
  const { _max } = await tx.policyVersion.aggregate({ _max: { number: true } });
  return (_max.number ?? 0) + 1;
}

export async function insertVersion(tx: Tx, row: Prisma.PolicyVersionUncheckedCreateInput): Promise<void> {
  await tx.policyVersion.create({ data: row });
}

/** Saves if nobody saved since it was read. @throws AppError `conflict` otherwise */
export async function saveVersion(
  tx: Tx,
  { id, state, version }: { id: string; state: PolicyVersionState; version: number },
  data: Prisma.PolicyVersionUncheckedUpdateManyInput,
  at: Date,
): Promise<void> {
  const { count } = await tx.policyVersion.updateMany({
    where: { id, state, version },
    data: { ...data, updatedAt: at, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("policy version");
}
