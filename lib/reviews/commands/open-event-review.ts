import { subDays } from "date-fns/subDays";
import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { type EventCause, eventWords, HAPPENINGS_SHOWN } from "../cause.ts";
import { findFirstUnanswered, type HappeningRow, loadHappenings } from "../happening-store.ts";
import { openByItself } from "../open-by-itself.ts";
import { definitionOf, isTimeToOpen, type TriggerKind, type TriggerTerms } from "../trigger.ts";
import { triggerInput } from "../trigger-input.ts";
import { insertCauses, loadLastOpened, lockTrigger, saveTrigger, type TriggerRow } from "../trigger-store.ts";

/** What was on its way to the database while it was last looked is found the next time. */
const OVERLAP_DAYS = 1;

/**
 * Opens one review for what happened, when it is time: of up to 500 servers at once, each of which has at most one open
 * review because of this. Gives null where nothing happened, or where it may go on. What nobody uses is looked for among all
 * servers.
 */
export const openEventReview = bulkCommand({
  name: "open-event-review",
  permission: "campaign:open",
  input: triggerInput,
  run: async (context, { kind }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const none: { campaignId: string | null; servers: number } = { campaignId: null, servers: 0 };
    const trigger = await lockTrigger(tx, organizationId, kind);
    if (!trigger.isOn) return unchanged(none);
    const { terms } = trigger;
    const lookout = { kind, since: sinceOf(trigger), now, idleDays: terms.idleDays };
    const happened = await loadHappenings(tx, lookout);
    const [first] = happened;
    if (first === undefined) return unchanged(none);
    const lastAt = new Date(Math.max(...happened.map(({ at }) => at.getTime())));
    const openedAt = (await loadLastOpened(tx)).find((opened) => opened.kind === kind)?.createdAt ?? null;
    if (!isTimeToOpen({ firstAt: first.firstAt, lastAt, openedAt }, now)) return unchanged(none);
    const cause = causeOf(kind, terms, happened);
    const servers = happened.map(({ serverId: id, server: name }) => ({ id, name }));
    const definition = definitionOf(kind, terms, servers, eventWords(cause));
    const { campaignId, event, job } = await openByItself(context, definition, cause);
    await insertCauses(tx, organizationId, { campaignId, kind }, happened);
    // What waits for an open review to end, or for the next one, is still to be found then.
    const rest = await findFirstUnanswered(tx, lookout);
    await saveTrigger(tx, organizationId, trigger, { lookedAt: rest ?? now });
    return { result: { campaignId, servers: servers.length }, events: [event], jobs: [job] };
  },
});

function sinceOf({ turnedOnAt, lookedAt }: TriggerRow): Date {
  const since = subDays(lookedAt ?? 0, OVERLAP_DAYS);
  return turnedOnAt !== null && turnedOnAt > since ? turnedOnAt : since;
}

function causeOf(
  kind: TriggerKind,
  { idleDays }: TriggerTerms,
  happened: readonly HappeningRow[],
): EventCause {
  return {
    kind,
    servers: happened.length,
    happened: happened.slice(0, HAPPENINGS_SHOWN).map(({ serverId, slug, server, at, names }) => ({
      serverId,
      slug,
      server,
      at: at.toISOString(),
      names: names ?? [],
    })),
    idleDays: kind === "idle" ? idleDays : null,
    startsItself: true,
  };
}
