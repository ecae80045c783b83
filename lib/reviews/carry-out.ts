import { addDays } from "date-fns/addDays";
import { revokeGrants } from "#lib/grants/steps/revoke-grants.ts";
import { shortenGrants } from "#lib/grants/steps/shorten-grants.ts";
import { revokeCredentials } from "#lib/inventory/steps/revoke-credentials.ts";
import { shortenCredentials } from "#lib/inventory/steps/shorten-credentials.ts";
import { suspendServers } from "#lib/inventory/steps/suspend-servers.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { isGrant } from "./campaign-definition.ts";
import { NARROW_WITHIN_DAYS } from "./change-days.ts";
import type { ClosingItem, DoneItem, SettledItem } from "./close-store.ts";
import { ENDED_BEFORE, EXPIRED_BEFORE, fateOf, type Thing } from "./closing.ts";
import type { CampaignRow } from "./store.ts";
import { loadThings } from "./thing-store.ts";

export interface CarriedOut {
  done: DoneItem[];
  /** What had ended already. */
  settled: SettledItem[];
  events: AuditableEvent[];
}

/** A thing is renewed only so often while a review closes; more than this is somebody's loop. */
const ROUNDS = 5;

/**
 * Carries out the answers of many items in a few statements: ends what is to be removed, or what stands in its place since
 * it was carried on or replaced (an answer is about the thing and not about one approval of it), and changes what is to be
 * changed. What was to end at a time that has passed by now is ended. Nothing counts as done by it: that is looked at afterwards.
 *
 * @throws AppError `conflict` when something of it is changed at the same moment
 */
export async function carryOut(
  context: CommandContext,
  campaign: CampaignRow,
  items: readonly ClosingItem[],
): Promise<CarriedOut> {
  const things = await loadThings(context.tx, items, context.now);
  const over = items.filter((item) => hasEnded(item, things.get(item.id)));
  const standing = items.filter((item) => !over.includes(item));
  const isEnded = (item: ClosingItem) =>
    fateOf(item, campaign.definition.noResponse) === "remove" || isTimeOver(item, campaign, context.now);
  const removals = standing.filter(isEnded);
  const changes = standing.filter((item) => item.decision === "change" && !isEnded(item));
  const removed = await remove(context, campaign, removals, things);
  const changed = await change(context, campaign, changes, things);
  return {
    done: [
      ...removals.map(({ id }) => ({ id, endedIds: removed.endedIds.get(id) ?? [] })),
      ...changes.map(({ id }) => ({ id, endedIds: [] })),
    ],
    settled: over.map(({ id, attempts }) => ({
      id,
      attempts,
      outcome: "not_needed",
      outcomeDetail: things.get(id)?.isExpired ? EXPIRED_BEFORE : ENDED_BEFORE,
      nextAttemptAt: null,
      isVerified: false,
    })),
    events: [...removed.events, ...changed],
  };
}

/** A server that is suspended has not ended: it is cut off, and that is what is verified. */
function hasEnded({ subjectKind, endedIds }: ClosingItem, thing: Thing | undefined): boolean {
  return thing === undefined || (thing.isOver && subjectKind !== "server" && endedIds.length === 0);
}

type Things = ReadonlyMap<string, Thing>;

async function remove(
  context: CommandContext,
  campaign: CampaignRow,
  items: readonly ClosingItem[],
  things: Things,
): Promise<{ endedIds: Map<string, string[]>; events: AuditableEvent[] }> {
  const of = (kind: ClosingItem["subjectKind"]) => items.filter(({ subjectKind }) => subjectKind === kind);
  const reason = (item: ClosingItem) => removalReason(campaign, item);
  const credentials = of("credential");
  const servers = of("server");
  const grants = await endGrants(
    context,
    campaign,
    items.filter(({ subjectKind }) => isGrant(subjectKind)),
    things,
  );
  const events = [
    ...grants.events,
    ...(await revokeCredentials(
      context,
      credentials.map((item) => ({ credentialId: item.subjectId, reason: reason(item) })),
    )),
    ...(await suspendServers(
      context,
      servers.map((item) => ({ serverId: item.subjectId, reason: reason(item) })),
    )),
  ];
  for (const { id, subjectId } of [...credentials, ...servers]) grants.endedIds.set(id, [subjectId]);
  return { endedIds: grants.endedIds, events };
}

/** What was carried on while this waited for its row stands under another id by then, and is ended too. */
async function endGrants(
  context: CommandContext,
  campaign: CampaignRow,
  items: readonly ClosingItem[],
  things: Things,
): Promise<{ endedIds: Map<string, string[]>; events: AuditableEvent[] }> {
  const endedIds = new Map(items.map(({ id, endedIds }) => [id, [...endedIds]]));
  const events: AuditableEvent[] = [];
  let now = things;
  for (let round = 0; round < ROUNDS; round += 1) {
    const standing = items.flatMap((item) => {
      const thing = now.get(item.id);
      return thing === undefined || thing.isOver ? [] : [{ item, grantId: thing.id }];
    });
    if (standing.length === 0) break;
    const asked = standing.map(({ item, grantId }) => ({ grantId, reason: removalReason(campaign, item) }));
    events.push(...(await revokeGrants(context, asked, "review")).events);
    for (const { item, grantId } of standing) endedIds.get(item.id)?.push(grantId);
    now = await loadThings(
      context.tx,
      standing.map(({ item }) => item),
      context.now,
    );
  }
  return { endedIds, events };
}

async function change(
  context: CommandContext,
  campaign: CampaignRow,
  items: readonly ClosingItem[],
  things: Things,
): Promise<AuditableEvent[]> {
  const sooner = items.flatMap((item) => {
    const endsAt = changedEnd(item, campaign.closingAt ?? context.now);
    return endsAt === null ? [] : [{ item, endsAt, id: things.get(item.id)?.id ?? item.subjectId }];
  });
  const words = `Review "${campaign.name}": to end sooner`;
  const grants = sooner.filter(({ item }) => isGrant(item.subjectKind));
  const credentials = sooner.filter(({ item }) => item.subjectKind === "credential");
  return [
    ...(await shortenGrants(
      context,
      grants.map(({ id, endsAt }) => ({ grantId: id, endsAt })),
      words,
    )),
    ...(await shortenCredentials(
      context,
      credentials.map(({ id, endsAt }) => ({ credentialId: id, endsAt })),
    )),
  ];
}

/**
 * When a thing ends by the change that was asked for: so many days behind the answer, and what is to be narrower after the
 * time that its owner has to ask for the narrower one. Null for what is asked for in words.
 */
export function changedEnd({ change, decidedAt, subjectKind }: ClosingItem, closingAt: Date): Date | null {
  if (change === null || subjectKind === "server") return null;
  if ("days" in change) return addDays(decidedAt ?? closingAt, change.days);
  return "breadth" in change ? addDays(closingAt, NARROW_WITHIN_DAYS) : null;
}

/** Carried on meanwhile, a thing may have begun after the end that was asked for: it ends now, and is not shortened. */
function isTimeOver(item: ClosingItem, { closingAt }: CampaignRow, now: Date): boolean {
  const endsAt = item.decision === "change" ? changedEnd(item, closingAt ?? now) : null;
  return endsAt !== null && endsAt <= now;
}

function removalReason(campaign: CampaignRow, item: ClosingItem): string {
  if (item.decision === "undecided") return `No response in the review "${campaign.name}"`;
  const otherwise = item.decision === "change" ? "its time is over" : "revoked";
  return `Review "${campaign.name}": ${item.reason ?? otherwise}`;
}
