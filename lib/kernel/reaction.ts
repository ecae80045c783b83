import type { EventType, JsonObject } from "./events.ts";

/** An event as the rooms above are told of it, after commit. */
export interface AnnouncedEvent {
  type: EventType;
  subject: { kind: string; id: string | null; name: string };
  detail: JsonObject;
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

/** What a room looks for when time passes, per organization. Sweeps look for what is due; nobody has to remember. */
export interface Sweep {
  name: string;
  everyMinutes: number;
  run: (organizationId: string) => Promise<void>;
}
