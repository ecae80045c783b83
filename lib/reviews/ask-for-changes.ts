import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { narrowerHref } from "./asked-change.ts";
import { insertAskedChanges, type ToldChange } from "./asked-change-store.ts";
import type { CampaignRow } from "./store.ts";

/**
 * Asks for what the answers of these items want changed and Steward cannot change: of whoever answers for the server, and for
 * a narrower scope also of who asked for the broad one. Administrators where nobody active is left.
 */
export async function askForChanges(
  { tx, actor }: CommandContext,
  campaign: CampaignRow,
  itemIds: readonly string[],
): Promise<AuditableEvent[]> {
  const asked = await insertAskedChanges(tx, actor.organizationId, itemIds);
  const administrators = asked.some(isNobodys) ? await loadAdministrators(tx) : [];
  const about = { campaignId: campaign.id, review: campaign.name };
  return changesTold("campaign.change_asked", asked, administrators, about);
}

/** One event for each server about what is asked in words, and one for each scope, which leads to where it is asked for. */
export function changesTold(
  type: "campaign.change_asked" | "campaign.change_overdue",
  asked: readonly ToldChange[],
  administrators: readonly string[],
  about: { campaignId?: string; review?: string },
): AuditableEvent[] {
  const groups = Map.groupBy(asked, ({ itemId, serverId, change }) =>
    "breadth" in change ? itemId : serverId,
  );
  return [...groups.values()].flatMap((changes) => {
    const [first] = changes;
    if (first === undefined) return [];
    const { serverId, serverSlug: slug, serverName, scope, change } = first;
    const isNarrower = "breadth" in change && scope !== null;
    const people = isNobodys(first) ? administrators : first.answererIds;
    const requester = isNarrower && first.requesterId !== null ? [first.requesterId] : [];
    return [
      {
        type,
        subject: { kind: "server", id: serverId, name: serverName },
        detail: {
          ...about,
          serverId,
          changes: changes.length,
          ...("breadth" in change ? { scope: first.name, breadth: change.breadth } : {}),
          dueAt: first.dueAt.toISOString(),
          notify: firstTold([...new Set([...people, ...requester])]),
          href: isNarrower ? narrowerHref(slug, scope, change.breadth) : `/servers/${slug}#changes`,
        },
      },
    ];
  });
}

export function isNobodys({ answererIds }: ToldChange): boolean {
  return answererIds.length === 0;
}
