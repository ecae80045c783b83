import { type AuditEventView, describeEvent, eventLabel } from "./model.ts";
import type { StoredEvent } from "./store.ts";

/** A stored event as it is shown: plain values only, with its label and its sentence. */
export function toEventView(event: StoredEvent): AuditEventView {
  const said = {
    type: event.type,
    actor: { kind: event.actorKind, id: event.actorId, name: event.actorName },
    subject: { kind: event.subjectKind, id: event.subjectId, name: event.subjectName },
    detail: event.detail,
  };
  return {
    sequence: Number(event.sequence),
    id: event.id,
    occurredAt: event.occurredAt.toISOString(),
    label: eventLabel(event.type),
    summary: describeEvent(said),
    requestId: event.requestId,
    ...said,
  };
}

/** A page of events: one more was asked for than fits, so that the next page is known to exist. */
export function toEventPage(events: StoredEvent[], limit: number, count: number, countLimit: number) {
  const items = events.slice(0, limit).map(toEventView);
  return {
    items,
    nextCursor: events.length > limit ? (items.at(-1)?.sequence ?? null) : null,
    total: { count: Math.min(count, countLimit), isEstimate: count > countLimit },
  };
}
