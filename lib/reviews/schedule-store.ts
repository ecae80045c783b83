import { conflict, notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignState, ReviewScheduleState } from "#lib/kernel/generated/enums.ts";
import { type CampaignDefinition, campaignDefinition } from "./campaign-definition.ts";
import type { Recurrence } from "./recurrence.ts";

export interface ScheduleRow {
  id: string;
  name: string;
  definition: CampaignDefinition;
  recurrence: Recurrence;
  startsItself: boolean;
  state: ReviewScheduleState;
  nextAt: Date | null;
  lastAt: Date | null;
  lastCampaign: { id: string; name: string; state: CampaignState } | null;
  createdBy: { id: string; name: string; email: string; isActive: boolean };
  /** Who else wrote what its reviews ask. */
  changedByIds: string[];
  createdAt: Date;
  version: number;
}

const COLUMNS = {
  id: true,
  name: true,
  definition: true,
  rule: true,
  startsOn: true,
  atTime: true,
  timeZone: true,
  startsItself: true,
  state: true,
  nextAt: true,
  lastAt: true,
  createdAt: true,
  changedByIds: true,
  version: true,
  lastCampaign: { select: { id: true, name: true, state: true } },
  createdBy: { select: { id: true, name: true, email: true, isActive: true } },
} as const satisfies Prisma.ReviewScheduleSelect;

function toRow(row: Prisma.ReviewScheduleGetPayload<{ select: typeof COLUMNS }>): ScheduleRow {
  const { rule, startsOn, atTime, timeZone, definition, ...rest } = row;
  return {
    ...rest,
    definition: campaignDefinition.parse(definition),
    recurrence: { rule, startsOn: startsOn.toISOString().slice(0, 10), atTime, timeZone },
  };
}

/** @throws AppError `not_found` */
export async function loadSchedule(tx: Tx, organizationId: string, id: string): Promise<ScheduleRow> {
  const row = await tx.reviewSchedule.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: COLUMNS,
  });
  if (row === null) throw notFound("schedule");
  return toRow(row);
}

/** The same, and nobody else opens, changes or deletes it until commit. */
export async function lockSchedule(tx: Tx, organizationId: string, id: string): Promise<ScheduleRow> {
  await tx.$queryRaw`
    select 1 from review_schedule where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  return loadSchedule(tx, organizationId, id);
}

/** Writes down what a schedule asks as it is read now, with what is newer than it: the database compares what it opens. */
export async function keepAsRead(
  tx: Tx,
  organizationId: string,
  { id, definition }: Pick<ScheduleRow, "id" | "definition">,
): Promise<void> {
  const asRead = JSON.stringify(definition);
  await tx.$executeRaw`
    update review_schedule set definition = ${asRead}::jsonb
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid and definition <> ${asRead}::jsonb`;
}

/** Who defined or changed it; null when it is gone. */
export async function findScheduleAuthors(tx: Tx, id: string): Promise<string[] | null> {
  const row = await tx.reviewSchedule.findFirst({
    where: { id },
    select: { createdById: true, changedByIds: true },
  });
  return row === null ? null : [row.createdById, ...row.changedByIds];
}

/** The newest first: ids are in the order of time. */
export async function loadSchedules(
  tx: Tx,
  page: { before: string | null; limit: number },
): Promise<ScheduleRow[]> {
  const rows = await tx.reviewSchedule.findMany({
    ...(page.before === null ? {} : { where: { id: { lt: page.before } } }),
    orderBy: { id: "desc" },
    take: page.limit,
    select: COLUMNS,
  });
  return rows.map(toRow);
}

export async function countSchedules(tx: Tx): Promise<number> {
  return tx.reviewSchedule.count();
}

const REVIEWS_SHOWN_MAX = 50;

export interface ScheduledReview {
  id: string;
  name: string;
  state: CampaignState;
  /** ISO 8601. */
  dueAt: string;
}

/** What it opened, for which date, the latest first. */
export async function loadReviewsOf(tx: Tx, scheduleId: string): Promise<ScheduledReview[]> {
  return tx.$queryRaw<ScheduledReview[]>`
    select id, name, state::text as state, cause ->> 'dueAt' as "dueAt" from campaign
    where organization_id = (select current_organization_id())
      and cause ->> 'kind' = 'schedule' and cause ->> 'scheduleId' = ${scheduleId}
    order by cause ->> 'dueAt' desc limit ${REVIEWS_SHOWN_MAX}`;
}

/** Schedules whose date has come, the longest due first. */
export async function loadDueSchedules(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.reviewSchedule.findMany({
    where: { state: "active", nextAt: { lte: now } },
    orderBy: { nextAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

interface Asked {
  definition: CampaignDefinition;
  recurrence: Recurrence;
  startsItself: boolean;
}

function columnsOf({ definition, recurrence, startsItself }: Asked) {
  const { rule, startsOn, atTime, timeZone } = recurrence;
  const day = new Date(startsOn);
  return { name: definition.name, definition, rule, startsOn: day, atTime, timeZone, startsItself };
}

export async function insertSchedule(
  tx: Tx,
  organizationId: string,
  schedule: Asked & {
    id: string;
    state: ReviewScheduleState;
    nextAt: Date | null;
    createdById: string;
    createdAt: Date;
  },
): Promise<void> {
  const { id, state, nextAt, createdById, createdAt } = schedule;
  const data = { organizationId, id, state, nextAt, createdById, createdAt, ...columnsOf(schedule) };
  await tx.reviewSchedule.create({ data });
}

type Held = Pick<ScheduleRow, "id" | "version" | "state">;
type Fate = Partial<Pick<ScheduleRow, "state" | "nextAt" | "lastAt" | "changedByIds">> & {
  asked?: Asked;
  lastCampaignId?: string;
};

/** @throws AppError `conflict` when somebody changed it since it was read */
export async function saveSchedule(
  tx: Tx,
  organizationId: string,
  { id, version, state }: Held,
  { asked, ...fate }: Fate,
): Promise<void> {
  const { count } = await tx.reviewSchedule.updateMany({
    where: { organizationId, id, version, state },
    data: { ...fate, ...(asked === undefined ? {} : columnsOf(asked)), version: version + 1 },
  });
  if (count !== 1) throw conflict("schedule");
}

/** @throws AppError `conflict` when somebody changed it since it was read */
export async function removeSchedule(
  tx: Tx,
  organizationId: string,
  { id, version }: Pick<ScheduleRow, "id" | "version">,
): Promise<void> {
  const { count } = await tx.reviewSchedule.deleteMany({ where: { organizationId, id, version } });
  if (count !== 1) throw conflict("schedule");
}
