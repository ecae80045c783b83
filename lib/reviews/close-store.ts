import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk, ReviewSubject } from "./campaign-definition.ts";
import type { Change } from "./change.ts";
import type { NoResponseByRisk } from "./model.ts";

/** An item whose answer is to be carried out. */
export interface ClosingItem {
  id: string;
  position: number;
  subjectKind: ReviewSubject;
  subjectId: string;
  serverId: string;
  serverName: string;
  name: string;
  risk: ReviewRisk;
  decision: "undecided" | "keep" | "revoke" | "change";
  reason: string | null;
  change: Change | null;
  decidedAt: Date | null;
  attempts: number;
  doneAt: Date | null;
  endedIds: string[];
}

const ITEM = Prisma.sql`i.id, i.position, i.subject_kind::text as "subjectKind", i.subject_id as "subjectId",
  i.server_id as "serverId", i.server_name as "serverName", i.facts::json ->> 'name' as name, i.risk::text as risk,
  i.decision::text as decision, i.reason, i.change, i.decided_at as "decidedAt", i.attempts, i.done_at as "doneAt",
  i.ended_ids as "endedIds"`;

/** What is answered of `i`: what was answered before stands until it is again. */
export const STANDS = Prisma.sql`case when i.decision = 'undecided' then coalesce(i.standing, i.decision) else i.decision end`;

/** Whether an item is taken out or changed by the close, over `i`. */
export function isActedOn(noResponse: NoResponseByRisk): Prisma.Sql {
  const risks = Object.entries(noResponse).flatMap(([risk, what]) => (what === "revoke" ? [risk] : []));
  return Prisma.sql`(${STANDS} in ('revoke', 'change')
    or i.decision = 'undecided' and coalesce(i.standing, 'undecided') = 'undecided' and i.risk::text = any (${risks}::text[]))`;
}

/** The last position of the next chunk: at most `limit` items to act on, within `span` positions behind `after`. */
export async function findChunkEnd(
  tx: Tx,
  campaignId: string,
  noResponse: NoResponseByRisk,
  { after, span, limit }: { after: number; span: number; limit: number },
): Promise<number> {
  const [row] = await tx.$queryRaw<{ found: number; last: number | null }[]>`
    select count(*)::int as found, max(position) as last from (
      select i.position from campaign_item i
      where i.campaign_id = ${campaignId}::uuid and i.position > ${after} and i.position <= ${after + span}
        and i.outcome is null and ${isActedOn(noResponse)}
      order by i.position limit ${limit}) as some_items`;
  return row?.last != null && row.found === limit ? row.last : after + span;
}

/** Says of what stays, behind `after` and up to `upTo`, that nothing needs doing. Gives how many. */
export async function settleKept(
  tx: Tx,
  campaignId: string,
  noResponse: NoResponseByRisk,
  { after, upTo, now }: { after: number; upTo: number; now: Date },
): Promise<number> {
  return tx.$executeRaw`
    update campaign_item i set outcome = 'not_needed', outcome_at = ${now}, version = i.version + 1,
      outcome_detail = case when i.decision = 'undecided' then 'No response: ' else 'Decided: ' end || case
        when i.subject_kind = 'server' then 'the server' when i.subject_kind = 'credential' then 'the credential'
        else coalesce((
          select case when g.state = 'revoked' then 'the newer grant in its place'
            when g.expires_at <= ${now} then 'the grant, which has expired,' end
          from grants g where g.organization_id = i.organization_id and g.id = i.subject_id), 'the grant') end || ' stays as it is.'
    where i.campaign_id = ${campaignId}::uuid and i.position > ${after} and i.position <= ${upTo}
      and i.outcome is null and not ${isActedOn(noResponse)}`;
}

/** Items to act on behind `after` and up to `upTo`, that nothing was done for yet. */
export async function loadItemsToActOn(
  tx: Tx,
  campaignId: string,
  { after, upTo }: { after: number; upTo: number },
): Promise<ClosingItem[]> {
  return tx.$queryRaw<ClosingItem[]>`
    select ${ITEM} from campaign_item i
    where i.campaign_id = ${campaignId}::uuid and i.position > ${after} and i.position <= ${upTo}
      and i.outcome is null and i.done_at is null
    order by i.position`;
}

/** Items that are to be tried again by now. */
export async function loadItemsToRetry(
  tx: Tx,
  campaignId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<ClosingItem[]> {
  return tx.$queryRaw<ClosingItem[]>`
    select ${ITEM} from campaign_item i
    where i.campaign_id = ${campaignId}::uuid and i.next_attempt_at <= ${now} and i.outcome is null and i.done_at is null
    order by i.next_attempt_at, i.position limit ${limit}`;
}

/** Items whose answer was carried out and not looked at yet. */
export async function loadItemsToVerify(tx: Tx, campaignId: string, limit: number): Promise<ClosingItem[]> {
  return tx.$queryRaw<ClosingItem[]>`
    select ${ITEM} from campaign_item i
    where i.campaign_id = ${campaignId}::uuid and i.done_at is not null and i.outcome is null
    order by i.position limit ${limit}`;
}

export interface DoneItem {
  id: string;
  endedIds: readonly string[];
}

/** What was carried out is still to be verified. */
export async function saveDone(tx: Tx, done: readonly DoneItem[], at: Date): Promise<void> {
  if (done.length === 0) return;
  await tx.$executeRaw`
    update campaign_item i set done_at = ${at}, next_attempt_at = null, version = i.version + 1,
      ended_ids = array(select value::uuid from jsonb_array_elements_text(r."endedIds"))
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as r(id uuid, "endedIds" jsonb)
    where i.organization_id = current_organization_id() and i.id = r.id`;
}

export interface SettledItem {
  id: string;
  outcome: ItemOutcome | null;
  outcomeDetail: string;
  attempts: number;
  /** When it is tried again; null when it is not. */
  nextAttemptAt: string | null;
  isVerified: boolean;
}

/** What came of many items, in one statement. Without an outcome they are tried again. */
export async function saveSettled(tx: Tx, settled: readonly SettledItem[], at: Date): Promise<void> {
  if (settled.length === 0) return;
  await tx.$executeRaw`
    update campaign_item i set outcome = r.outcome::item_outcome, outcome_detail = r."outcomeDetail",
      outcome_at = case when r.outcome is not null then ${at}::timestamptz end,
      attempts = r.attempts, next_attempt_at = r."nextAttemptAt",
      done_at = case when r.outcome is null then null else i.done_at end,
      verified_at = case when r."isVerified" then ${at}::timestamptz end, version = i.version + 1
    from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb)
      as r(id uuid, outcome text, "outcomeDetail" text, attempts smallint, "nextAttemptAt" timestamptz, "isVerified" boolean)
    where i.organization_id = current_organization_id() and i.id = r.id and i.outcome is null`;
}

/** Lets what failed be tried again, by hand. Gives how many. */
export async function retryFailed(tx: Tx, campaignId: string, now: Date): Promise<number> {
  return tx.$executeRaw`
    update campaign_item i set outcome = null, outcome_at = null, done_at = null, verified_at = null, attempts = 0,
      next_attempt_at = ${now}, version = i.version + 1
    where i.campaign_id = ${campaignId}::uuid and i.outcome = 'failed'`;
}
