import { loadAdministrators } from "../../identity/steps/load-administrators.ts";
import { type CommandContext, command, unchanged } from "../../kernel/command.ts";
import { type AuditableEvent, someEvents } from "../../kernel/events.ts";
import { subjectOf } from "../load-editable.ts";
import { countConsumersOf, countOrphans, loadPerson, markOrphans } from "../orphan-store.ts";
import { offerEvent } from "../ownership-events.ts";
import { noteOrphansInput } from "../ownership-input.ts";
import { endLockedOffers, lockOffersOfPerson } from "../ownership-store.ts";

/** A person with more servers is noted in several transactions. */
const BATCH = 1_000;

/**
 * Notes that the owner of servers has left: in each server's history; to each backup owner and to the administrators
 * once, with how many. Offers from and to them end. Gives `isMore` while there is more to note. Running it again
 * changes nothing.
 */
export const noteOrphans = command({
  name: "note-orphans",
  permission: "ownership:sweep",
  input: noteOrphansInput,
  run: async (context, { userId, isFirst }) => {
    const { tx, now } = context;
    const person = await loadPerson(tx, userId);
    if (person === null || person.isActive) return unchanged({ noted: 0, isMore: false });
    const told = isFirst ? await tellEachOnce(context, person) : [];
    const orphans = await markOrphans(tx, userId, now, BATCH);
    const noted = orphans.map(
      (server): AuditableEvent => ({
        type: "server.orphaned",
        subject: subjectOf(server),
        detail: { serverId: server.id, owner: person.name, backupOwner: server.backupOwner },
      }),
    );
    const ended = await endOffersOf(context, person);
    const result = { noted: orphans.length, isMore: orphans.length === BATCH || ended.length === BATCH };
    const events = someEvents([...noted, ...ended, ...told]);
    return events === null ? unchanged(result) : { result, events };
  },
});

type Person = { id: string; name: string };

async function tellEachOnce({ tx }: CommandContext, person: Person): Promise<AuditableEvent[]> {
  const groups = await countOrphans(tx, person.id);
  const consumers = await countConsumersOf(tx, person.id);
  const servers = groups.reduce((sum, group) => sum + group.servers, 0);
  if (servers === 0) return [];
  const administrators = await loadAdministrators(tx);
  const subject = { kind: "user", ...person };
  const all: AuditableEvent = {
    type: "ownership.orphaned",
    subject,
    detail: { servers, consumers, notify: administrators, href: `/servers?ownerId=${person.id}` },
  };
  const backups = groups.flatMap(({ backupOwnerId, servers: count }): AuditableEvent[] => {
    if (backupOwnerId === null || administrators.includes(backupOwnerId)) return [];
    const href = `/servers?ownerId=${person.id}&backupOwnerId=${backupOwnerId}`;
    const detail = { servers: count, notify: [backupOwnerId], isBackup: true, href };
    return [{ type: "ownership.orphaned", subject, detail }];
  });
  return [all, ...backups];
}

async function endOffersOf({ tx, now }: CommandContext, person: Person): Promise<AuditableEvent[]> {
  const offers = await lockOffersOfPerson(tx, person.id, BATCH);
  const answer = `${person.name} has left.`;
  const ids = offers.map((offer) => offer.id);
  await endLockedOffers(tx, ids, { state: "withdrawn", answer }, now);
  return offers.map((offer) =>
    offerEvent(
      "ownership.withdrawn",
      {
        server: { id: offer.serverId, slug: offer.serverSlug, name: offer.serverName },
        offer,
        receiver: { id: offer.receiverId, name: offer.receiverName },
        notify: [offer.madeById, offer.receiverId].filter((id) => id !== person.id),
      },
      { reason: answer },
    ),
  );
}
