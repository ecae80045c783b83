import type { EventType, JsonObject } from "./events.ts";

/** An event as the rooms above are told of it, after commit. */
export interface AnnouncedEvent {
  type: EventType;
  subject: { kind: string; id: string | null; name: string };
  detail: JsonObject;
}

/** With an id that stays the same however often the event is told. */
export interface IdentifiedEvent extends AnnouncedEvent {
  id: string;
}

export interface Announcement {
  organizationId: string;
  event: AnnouncedEvent;
}

/**
 * What a room does when another room's event arrives. Told at least once and perhaps late,
 * so each looks at what is there now and is idempotent; of several events of one server it may be told the first only.
 */
export type Reactions = Partial<Record<EventType, (announcement: Announcement) => Promise<void>>>;

/** What a batch reaction is told of at once, at most. */
export const BATCH_MAX = 500;

export interface AnnouncedBatch {
  organizationId: string;
  /** At most `BATCH_MAX`, in the order they happened. */
  events: readonly IdentifiedEvent[];
}

/**
 * The same for work that is done for many servers in a few statements: told at once of every event that one
 * transaction announced, and of each of them, so that a bulk change of 500 servers is one piece of work.
 */
export type BatchReactions = Partial<Record<EventType, (batch: AnnouncedBatch) => Promise<void>>>;

/** What a room looks for when time passes, per organization. Sweeps look for what is due; nobody has to remember. */
export interface Sweep {
  name: string;
  everyMinutes: number;
  /** Waits for machines outside, so it runs apart from what must not wait for them. */
  isOutgoing?: true;
  run: (organizationId: string) => Promise<void>;
}

/** The servers a batch of events is about, each once, in the order they were told. */
export function serverIdsOf(events: readonly AnnouncedEvent[]): string[] {
  const ids = events.map(({ detail }) => detail.serverId);
  return [...new Set(ids.filter((id): id is string => typeof id === "string"))];
}
