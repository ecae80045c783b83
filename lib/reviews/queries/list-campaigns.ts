import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { parseIdCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { listCampaignsInput } from "../input.ts";
import { type CampaignListRow, COUNT_LIMIT, countCampaigns, loadCampaigns } from "../list-store.ts";
import { loadPeople, type PersonRow } from "../store.ts";
import { loadVoices } from "../voice-store.ts";

/**
 * Reviews, newest first, with how many of their items are answered: in some state, one's own, by a part of the name. Times
 * are ISO 8601.
 */
export const listCampaigns = query({
  name: "list-campaigns",
  permission: "campaign:read",
  input: listCampaignsInput,
  run: async ({ tx, actor, now }, { limit, cursor, ...asked }) => {
    const person = actingPerson(actor);
    if (person === null && asked.whose !== undefined) {
      throw new AppError("invalid", "Only people have reviews of their own.");
    }
    const voices =
      person === null || asked.whose !== "reviews" ? [] : await loadVoices(tx, person.userId, now);
    const filter = { ...asked, voices: voices.length === 0 && person !== null ? [person.userId] : voices };
    const found = await loadCampaigns(tx, filter, { before: parseIdCursor(cursor), limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const people = await loadPeople(
      tx,
      shown.map((row) => row.startedById),
    );
    const count = await countCampaigns(tx, filter);
    return {
      items: shown.map((row) => toListItem(row, people, now)),
      nextCursor: found.length > limit && last !== undefined ? toCursor([last.id]) : null,
      total: { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT },
    };
  },
});

function toListItem(row: CampaignListRow, people: ReadonlyMap<string, PersonRow>, now: Date) {
  const { id, name, purpose, state, population, kept, revoked, changed, waiting } = row;
  const { serverId, serverSlug, serverName } = row;
  return {
    id,
    name,
    purpose,
    state,
    /** The one server that it names; null where it asks about any others. */
    server:
      serverId === null || serverSlug === null || serverName === null
        ? null
        : { id: serverId, slug: serverSlug, name: serverName },
    startedBy: people.get(row.startedById ?? "") ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    /** Of the stage that is open: until then it is answered. */
    stageEndsAt: state === "running" ? (row.stageEndsAt?.toISOString() ?? null) : null,
    isOverdue: state === "running" && row.dueAt !== null && row.dueAt < now,
    closedAt: row.closedAt?.toISOString() ?? null,
    progress: { population, kept, revoked, changed, waiting },
  };
}
