import type { EventType } from "../kernel/events.ts";
import type { AnnouncedEvent } from "../kernel/reaction.ts";

export interface NoticeWords {
  title: string;
  body: string;
}

/**
 * What a notice says, by event. An event without words of its own says its label and its subject's name. Names and
 * counts only: what somebody typed as a reason is read on the page.
 */
export const NOTICE_WORDS: Partial<Record<EventType, (event: AnnouncedEvent) => NoticeWords>> = {};
