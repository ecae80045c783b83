import { EVENTS, type EventType } from "#lib/kernel/events.ts";

/** Kinds of change a server's history can be narrowed to, by how the names of their events begin. */
const BEGINNINGS = {
  state: ["server.activated", "server.suspended", "server.reg", "server.res", "server.ret", "server.revoked"],
  ownership: ["ownership.", "server.owner", "server.orphaned"],
  record: ["server.changed", "server.identity_changed", "scope.", "bulk_change.", "revocation_path."],
  tools: ["tool.", "introspection.", "command.allowed"],
  credentials: ["credential."],
  access: ["grant.", "request."],
  reviews: ["campaign.", "server.review"],
  findings: ["findings.", "server.risks_changed"],
  refusals: ["command.denied", "command.refused"],
} as const satisfies Record<string, readonly string[]>;

export type HistoryKind = keyof typeof BEGINNINGS;
// The keys of the table are its kinds.
export const HISTORY_KINDS = Object.keys(BEGINNINGS) as [HistoryKind, ...HistoryKind[]];

/** The event types of one kind. */
export function typesOfKind(kind: HistoryKind): EventType[] {
  const beginnings: readonly string[] = BEGINNINGS[kind];
  // The keys of EVENTS are the event types.
  const types = Object.keys(EVENTS) as EventType[];
  return types.filter((type) => beginnings.some((beginning) => type.startsWith(beginning)));
}
