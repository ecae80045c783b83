import { conflict } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import type { HappeningRow } from "./happening-store.ts";
import { TRIGGERS, type TriggerKind, type TriggerTerms, triggerTerms } from "./trigger.ts";

export interface TriggerRow {
  kind: TriggerKind;
  isOn: boolean;
  terms: TriggerTerms;
  /** Null until it is turned on for the first time. */
  turnedOnAt: Date | null;
  lookedAt: Date | null;
  /** 0 until then. */
  version: number;
}

const untouched = (kind: TriggerKind): TriggerRow => ({
  kind,
  isOn: false,
  terms: TRIGGERS[kind].terms,
  turnedOnAt: null,
  lookedAt: null,
  version: 0,
});

export async function loadTriggers(tx: Tx): Promise<Map<TriggerKind, TriggerRow>> {
  const rows = await tx.reviewTrigger.findMany();
  return new Map(
    rows.map(({ organizationId: _, terms, ...row }) => [
      row.kind,
      { ...row, terms: triggerTerms.parse(terms) },
    ]),
  );
}

/** Nobody else changes it, or opens a review because of it, until commit. */
export async function lockTrigger(tx: Tx, organizationId: string, kind: TriggerKind): Promise<TriggerRow> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`review-trigger:${organizationId}:${kind}`}, 0))::text as locked`;
  return (await loadTriggers(tx)).get(kind) ?? untouched(kind);
}

/** @throws AppError `conflict` when somebody changed it since it was read */
export async function saveTrigger(
  tx: Tx,
  organizationId: string,
  { kind, version }: Pick<TriggerRow, "kind" | "version">,
  fate: Partial<Pick<TriggerRow, "isOn" | "terms">> & { turnedOnAt?: Date; lookedAt?: Date },
): Promise<void> {
  const { count } = await tx.reviewTrigger.updateMany({
    where: { organizationId, kind, version },
    data: { ...fate, version: version + 1 },
  });
  if (count !== 1) throw conflict("trigger");
}

export async function insertTrigger(
  tx: Tx,
  organizationId: string,
  { kind, isOn, terms, at }: Pick<TriggerRow, "kind" | "isOn" | "terms"> & { at: Date },
): Promise<void> {
  await tx.reviewTrigger.create({
    data: { organizationId, kind, isOn, terms, turnedOnAt: at, lookedAt: at },
  });
}

export async function insertCauses(
  tx: Tx,
  organizationId: string,
  { campaignId, kind }: { campaignId: string; kind: TriggerKind },
  happened: readonly HappeningRow[],
): Promise<void> {
  await tx.reviewCause.createMany({
    data: happened.map(({ serverId, at, names }) => ({
      organizationId,
      campaignId,
      serverId,
      kind,
      happenedAt: at,
      names: names ?? [],
    })),
  });
}

/** Who owns the servers because of which a review opened; the backup owner where the owner has left. Active people. */
export async function loadOwnersOfCause(tx: Tx, campaignId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct coalesce(o.id, b.id) as id
    from review_cause c
    join server s on s.organization_id = c.organization_id and s.id = c.server_id
    left join users o on o.organization_id = s.organization_id and o.id = s.owner_id and o.is_active
    left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id and b.is_active
    where c.campaign_id = ${campaignId}::uuid and coalesce(o.id, b.id) is not null
    order by 1`;
  return rows.map(({ id }) => id);
}

export interface LastOpened {
  kind: TriggerKind;
  id: string;
  name: string;
  state: CampaignState;
  createdAt: Date;
}

/** The newest review that each kind opened. */
export async function loadLastOpened(tx: Tx): Promise<LastOpened[]> {
  return tx.$queryRaw<LastOpened[]>`
    select t.kind::text as kind, c.id, c.name, c.state::text as state, c.created_at as "createdAt"
    from review_trigger t
    cross join lateral (
      select * from campaign c
      where c.organization_id = t.organization_id and c.cause ->> 'kind' = t.kind::text
      order by c.id desc limit 1
    ) c`;
}
