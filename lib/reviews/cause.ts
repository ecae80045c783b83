import { z } from "zod";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { oneLine } from "#lib/kernel/one-line.ts";
import { TRIGGER_KINDS, type TriggerKind } from "./trigger.ts";

/** A date of a schedule has come. */
const scheduleCause = z.object({
  kind: z.literal("schedule"),
  scheduleId: z.uuid(),
  /** The schedule's name then. */
  name: z.string(),
  /** ISO 8601. */
  dueAt: z.iso.datetime(),
  /** Which day that is where the schedule is: 2027-01-01. */
  day: z.iso.date(),
  /** How many dates before this one passed while nobody was there to open a review. */
  missed: z.number().int().min(0),
  startsItself: z.boolean(),
});

/** What happened on one server. */
const happening = z.object({
  serverId: z.uuid(),
  slug: z.string(),
  server: z.string(),
  /** The last of it. ISO 8601. */
  at: z.iso.datetime(),
  /** Of whom or what: people, tools, credentials; the first three. */
  names: z.array(z.string()),
});
export type Happening = z.output<typeof happening>;

/** Servers named on the page; all of them are kept with the review. */
export const HAPPENINGS_SHOWN = 20;

/** Something happened that is to be answered for. */
const eventCause = z.object({
  kind: z.enum(TRIGGER_KINDS),
  /** On how many servers. */
  servers: z.number().int().min(1),
  happened: z.array(happening).max(HAPPENINGS_SHOWN),
  /** The days without use, where that is it. */
  idleDays: z.number().int().nullable(),
  startsItself: z.literal(true),
});
export type EventCause = z.output<typeof eventCause>;

/** Why a review opened by itself. Kept with it for good; a review that a person began has none. */
export const campaignCause = z.discriminatedUnion("kind", [scheduleCause, eventCause]);
export type CampaignCause = z.output<typeof campaignCause>;

/** As it is kept on a campaign; null where a person began it. */
export function readCause(kept: unknown): CampaignCause | null {
  return kept === null ? null : campaignCause.parse(kept);
}

/** Why it opened, in one or two sentences. */
export function causeWords(cause: CampaignCause): string {
  return cause.kind === "schedule" ? scheduleWords(cause) : eventWords(cause);
}

function scheduleWords({ name, day, missed }: z.output<typeof scheduleCause>): string {
  const due = `The schedule “${name}” opened it for ${dayInWords(day)}.`;
  if (missed === 0) return due;
  const dates = missed === 1 ? "One date before it" : `${missed} dates before it`;
  return `${due} ${dates} passed while Steward was not running; this review stands for all of them.`;
}

/** Also the purpose of the review that opens because of it. */
export function eventWords(cause: Omit<EventCause, "startsItself">): string {
  const one = cause.servers === 1 ? cause.happened[0] : undefined;
  if (one !== undefined) return ONE[cause.kind](one, cause.idleDays ?? 0);
  return MANY[cause.kind](cause.servers.toLocaleString("en"), cause.idleDays ?? 0);
}

const ONE: Record<TriggerKind, (one: Happening, days: number) => string> = {
  owner_left: ({ server, names }) => `${named(names, "The owner")}, who owned ${server}, has left.`,
  tool_changed: ({ server, names }) =>
    `The definition of ${named(names, "a granted tool")} on ${server} changed after it was granted.`,
  credential_exposed: ({ server, names }) =>
    `${named(names, "A credential")} of ${server} is exposed, used by another server too, or seen after it was rotated.`,
  break_glass_used: ({ server, names }) => {
    const what = named(names, "");
    return `Glass was broken on ${server}${what === "" ? "" : ` for ${what}`}.`;
  },
  idle: ({ server }, days) => `${server} has not been used for ${days} days.`,
};

const MANY: Record<TriggerKind, (servers: string, days: number) => string> = {
  owner_left: (servers) => `The owners of ${servers} servers have left.`,
  tool_changed: (servers) => `On ${servers} servers, tools changed after they were granted.`,
  credential_exposed: (servers) =>
    `Credentials of ${servers} servers are exposed, used by several, or seen after they were rotated.`,
  break_glass_used: (servers) => `Glass was broken on ${servers} servers.`,
  idle: (servers, days) => `${servers} servers have not been used for ${days} days.`,
};

/** So much of a name is said: a server names its tools itself, and may do so at any length. */
const NAME_CHARS = 80;

function named(names: readonly string[], otherwise: string): string {
  const said = names.map(shortName).filter((name) => name !== "");
  return said.length === 0 ? otherwise : new Intl.ListFormat("en").format(said);
}

function shortName(name: string): string {
  const line = oneLine(name);
  return line.length <= NAME_CHARS ? line : `${line.slice(0, NAME_CHARS - 1).toWellFormed()}…`;
}
