import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import { beginClose } from "./begin-close.ts";
import { loadCloseEffect } from "./brake-store.ts";
import { loadLeft } from "./closing-store.ts";
import { ENDED_AT_ONCE, settleEnded } from "./ended-store.ts";
import { type CampaignRow, loadCampaign } from "./store.ts";

export interface Noted {
  events: AuditableEvent[];
  jobs: readonly Job[];
  /** Nothing more of it has ended. */
  isLast: boolean;
}

/**
 * Says in a running review that nothing needs doing about what ended meanwhile, of one server or of all: it waits for
 * nobody's answer any more. A review of which nothing is left closes by itself. The caller holds it.
 */
export async function noteEnded(
  context: CommandContext,
  campaignId: string,
  server: { id: string; name: string } | null,
): Promise<Noted> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const campaign = await loadCampaign(tx, organizationId, campaignId);
  const ended = { campaignId, since: frozenAt(campaign), serverId: server?.id ?? null, now };
  const count = await settleEnded(tx, organizationId, ended);
  const isLast = count < ENDED_AT_ONCE;
  const told = itemsEnded(campaign, server, count);
  if (count === 0 || (await loadLeft(tx, campaignId)).open > 0) return { events: told, jobs: [], isLast };
  const effect = await loadCloseEffect(tx, organizationId, campaign, now);
  const own = { askedById: null, confirmedById: null, effect, early: null };
  const begun = await beginClose(context, campaign, own);
  return { events: [...told, ...begun.events], jobs: begun.jobs ?? [], isLast };
}

/**
 * The same just before a close, so that its share is of what still stands. What ends is noted every few minutes: where so
 * much ended at once that it is not yet, nobody waits for that in a request: `unnoted` says so, and is null when it is.
 */
export async function noteLastEnded(
  { tx, actor, now }: CommandContext,
  campaign: CampaignRow,
): Promise<{ unnoted: string | null; ended: AuditableEvent[] }> {
  const which = { campaignId: campaign.id, since: frozenAt(campaign), serverId: null, now };
  const count = await settleEnded(tx, actor.organizationId, which);
  const unnoted =
    count < ENDED_AT_ONCE
      ? null
      : "Much that it asks about has just ended, and is being noted. Try again in some minutes.";
  return { unnoted, ended: itemsEnded(campaign, null, count) };
}

function itemsEnded(
  { id: campaignId, name }: CampaignRow,
  server: { id: string; name: string } | null,
  items: number,
): AuditableEvent[] {
  const about = server === null ? {} : { serverId: server.id, server: server.name };
  return items === 0
    ? []
    : [
        {
          type: "campaign.items_ended",
          subject: { kind: "campaign", id: campaignId, name },
          detail: { campaignId, ...about, items },
        },
      ];
}

function frozenAt({ stagedAt, startedAt, createdAt }: CampaignRow): Date {
  return stagedAt ?? startedAt ?? createdAt;
}
