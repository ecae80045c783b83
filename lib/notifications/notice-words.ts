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
export const NOTICE_WORDS: Partial<Record<EventType, (event: AnnouncedEvent) => NoticeWords>> = {
  "bulk_change.finished": (event) => ({ title: "Bulk change finished", body: bulkWords(event) }),
  "bulk_change.cancelled": (event) => ({ title: "Bulk change cancelled", body: bulkWords(event) }),
  "bulk_change.failed": (event) => ({ title: "Bulk change stopped", body: bulkWords(event) }),
};

function bulkWords({ subject, detail }: AnnouncedEvent): string {
  const outcomes = [
    ["changedCount", "changed"],
    ["unchangedCount", "had nothing to change"],
    ["refusedCount", "refused"],
    ["failedCount", "failed"],
  ].flatMap(([field = "", words]) => {
    const count = detail[field];
    return typeof count === "number" && count > 0 ? [`${count.toLocaleString("en")} ${words}`] : [];
  });
  return `${subject.name}: ${outcomes.join(", ") || "no server changed"}.`;
}
