import { conflict } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { BrakeAnswer } from "#lib/kernel/generated/enums.ts";
import { type CloseEffect, closeEffect } from "./brake.ts";
import { readCause } from "./cause.ts";
import { findScheduleAuthors } from "./schedule-store.ts";
import type { CampaignRow } from "./store.ts";

export interface BrakeRow {
  id: string;
  askedById: string | null;
  askedAt: Date;
  removals: number;
  inForce: number;
  percent: number;
  /** Null where it was asked before these were counted. */
  serversOff: number | null;
  servers: number | null;
  secondLooks: number | null;
  /** Why it is closed early, by whoever asked; null where nothing was skipped then. */
  earlyReason: string | null;
  answer: BrakeAnswer | null;
  answeredById: string | null;
  answeredAt: Date | null;
  reason: string | null;
}

const columns = {
  id: true,
  askedById: true,
  askedAt: true,
  removals: true,
  inForce: true,
  percent: true,
  serversOff: true,
  servers: true,
  secondLooks: true,
  earlyReason: true,
  answer: true,
  answeredById: true,
  answeredAt: true,
  reason: true,
} as const;

/** What closing it would do now, from the counts that the database keeps and what is to end sooner. */
export async function loadCloseEffect(
  tx: Tx,
  organizationId: string,
  { id, definition }: Pick<CampaignRow, "id" | "definition">,
  now: Date,
): Promise<CloseEffect> {
  const [row] = await tx.$queryRaw<Record<keyof Parameters<typeof closeEffect>[0], bigint>[]>`
    select removals, shortened, in_force as "inForce", servers_off as "serversOff", servers, second_looks as "secondLooks"
    from campaign_close_effect(${organizationId}::uuid, ${id}::uuid, ${now}::timestamptz)`;
  const counts = {
    removals: Number(row?.removals ?? 0n),
    shortened: Number(row?.shortened ?? 0n),
    inForce: Number(row?.inForce ?? 0n),
    serversOff: Number(row?.serversOff ?? 0n),
    servers: Number(row?.servers ?? 0n),
    secondLooks: Number(row?.secondLooks ?? 0n),
  };
  return closeEffect(counts, definition.brakePercent);
}

/** Who wrote a review, or the schedule that opened it; null when that schedule is gone. */
export async function loadAuthorIds(
  tx: Tx,
  { createdById, changedByIds, cause }: Pick<CampaignRow, "createdById" | "changedByIds" | "cause">,
): Promise<string[] | null> {
  const own = createdById === null ? changedByIds : [createdById, ...changedByIds];
  const known = readCause(cause);
  if (known?.kind !== "schedule") return own;
  const authors = await findScheduleAuthors(tx, known.scheduleId);
  return authors === null ? null : [...own, ...authors];
}

export async function insertBrake(
  tx: Tx,
  organizationId: string,
  brake: Omit<BrakeRow, "answer" | "answeredById" | "answeredAt" | "reason"> & { campaignId: string },
): Promise<void> {
  await tx.campaignBrake.create({ data: { organizationId, ...brake } });
}

/** The close that waits for a second person; there is at most one. */
export async function loadOpenBrake(tx: Tx, campaignId: string): Promise<BrakeRow | null> {
  return tx.campaignBrake.findFirst({ where: { campaignId, answer: null }, select: columns });
}

/** The last ones, newest first; at most 20. */
export async function loadBrakes(tx: Tx, campaignId: string): Promise<BrakeRow[]> {
  return tx.campaignBrake.findMany({
    where: { campaignId },
    orderBy: { id: "desc" },
    take: 20,
    select: columns,
  });
}

/** @throws AppError `conflict` when it was answered meanwhile */
export async function answerBrakeRow(
  tx: Tx,
  organizationId: string,
  id: string,
  answered: { answer: BrakeAnswer; answeredById: string | null; answeredAt: Date; reason: string },
): Promise<void> {
  const { count } = await tx.campaignBrake.updateMany({
    where: { organizationId, id, answer: null },
    data: answered,
  });
  if (count !== 1) throw conflict("review");
}

/** The last answer that was given in it: who confirms a close says up to which one they have looked. */
export async function loadLastAnswerId(tx: Tx, campaignId: string): Promise<string | null> {
  const row = await tx.campaignAnswer.findFirst({
    where: { campaignId },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** When somebody last answered in it. */
export async function loadLastAnswerAt(tx: Tx, campaignId: string): Promise<Date | null> {
  const row = await tx.campaignAnswer.findFirst({
    where: { campaignId },
    orderBy: { id: "desc" },
    select: { decidedAt: true },
  });
  return row?.decidedAt ?? null;
}
