import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import { type SavedViewFacts, VIEWS_PER_PERSON_MAX, type ViewList } from "./saved-view.ts";

/** Shared views shown to one person besides their own. */
const SHARED_SHOWN_MAX = 200;

const columns = {
  id: true,
  ownerId: true,
  list: true,
  name: true,
  search: true,
  isShared: true,
  deletedAt: true,
  version: true,
} satisfies Prisma.SavedViewSelect;

/** Own views and those that are shared, by name. Those of people who have left stay. */
export async function listViewRows(tx: Tx, list: ViewList, userId: string) {
  const select = { ...columns, owner: { select: { name: true, isActive: true } } };
  const own = await tx.savedView.findMany({
    where: { list, ownerId: userId, deletedAt: null },
    select,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: VIEWS_PER_PERSON_MAX,
  });
  const shared = await tx.savedView.findMany({
    where: { list, ownerId: { not: userId }, isShared: true, deletedAt: null },
    select,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: SHARED_SHOWN_MAX,
  });
  return { own, shared };
}

/** @throws AppError `not_found` */
export async function loadView(tx: Tx, id: string): Promise<SavedViewFacts> {
  const view = await tx.savedView.findFirst({ where: { id }, select: columns });
  if (view === null) throw notFound("view");
  return { ...view, list: view.list as ViewList }; // a CHECK allows no other
}

/** Waits for whoever else is changing this person's views; then how many there are, and which have this name. */
export async function lockViews(tx: Tx, ownerId: string, list: ViewList) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`views:${ownerId}:${list}`}, 0))`;
  return tx.savedView.findMany({
    where: { ownerId, list, deletedAt: null },
    select: { id: true, name: true },
    take: VIEWS_PER_PERSON_MAX,
  });
}

export async function insertView(tx: Tx, view: Prisma.SavedViewUncheckedCreateInput): Promise<void> {
  await tx.savedView.create({ data: view });
}

/** @throws AppError `conflict` when somebody saved since it was read */
export async function saveViewRow(
  tx: Tx,
  { id, version }: Pick<SavedViewFacts, "id" | "version">,
  data: Pick<
    Prisma.SavedViewUpdateManyMutationInput,
    "name" | "search" | "isShared" | "deletedAt" | "updatedAt"
  >,
): Promise<void> {
  const { count } = await tx.savedView.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("view");
}

/** Removes what this person deleted before `before`. */
export async function deleteOldViews(tx: Tx, ownerId: string, before: Date): Promise<void> {
  await tx.savedView.deleteMany({ where: { ownerId, deletedAt: { lt: before } } });
}

export async function loadDefaultViewId(tx: Tx, list: ViewList, userId: string): Promise<string | null> {
  const row = await tx.defaultView.findFirst({ where: { list, userId }, select: { viewId: true } });
  return row?.viewId ?? null;
}

export async function saveDefaultView(
  tx: Tx,
  place: { organizationId: string; userId: string; list: ViewList },
  viewId: string | null,
): Promise<void> {
  if (viewId === null) {
    await tx.defaultView.deleteMany({ where: place });
    return;
  }
  await tx.defaultView.upsert({
    where: { organizationId_userId_list: place },
    create: { ...place, viewId },
    update: { viewId },
  });
}
