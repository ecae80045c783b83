import { EVENTS, type EventType } from "../kernel/events.ts";

/** What a person can choose for e-mails about a group of events. In-app notices are always there. */
export const EMAIL_CHOICES = ["at_once", "digest", "off"] as const;
export type EmailChoice = (typeof EMAIL_CHOICES)[number];

interface Group {
  label: string;
  hint: string;
  byDefault: EmailChoice;
}

/** Events that people choose about together, with what holds for whoever chose nothing. */
export const EVENT_GROUPS = {
  asked: {
    label: "Asked of me",
    hint: "Your approval, your answer, a review, or a decision that waits for you.",
    byDefault: "at_once",
  },
  requests: {
    label: "My requests",
    hint: "What became of what you asked for.",
    byDefault: "at_once",
  },
  ownership: {
    label: "What I own",
    hint: "Ownership, retirement and other changes of servers and consumers you answer for.",
    byDefault: "digest",
  },
  risks: {
    label: "Credentials and findings",
    hint: "Credentials that end soon, and findings on what you own.",
    byDefault: "digest",
  },
  policy: {
    label: "Policy",
    hint: "What became of changes of the approval policy.",
    byDefault: "digest",
  },
  other: {
    label: "Everything else",
    hint: "Long work that finished, reviews that closed.",
    byDefault: "off",
  },
} as const satisfies Record<string, Group>;

export type EventGroup = keyof typeof EVENT_GROUPS;

// The keys of EVENT_GROUPS are the groups.
export const GROUP_NAMES = Object.keys(EVENT_GROUPS) as EventGroup[];

const ASKED: ReadonlySet<string> = new Set<EventType>([
  "request.submitted",
  "request.repaired",
  "request.stage_opened",
  "request.reminded",
  "request.escalated",
  "request.stuck",
  "absence.set",
  "absence.ended",
  "policy.proposed",
  "ownership.offered",
  "ownership.claimed",
  "candidate.claimed",
  "break_glass.used",
  "break_glass.repaired",
  "break_glass.stuck",
  "review.suspension_asked",
  "campaign.not_staged",
  "campaign.not_started",
  "campaign.started",
  "campaign.items_sampled",
  "campaign.closing",
  "campaign.close_braked",
  "campaign.close_failed",
  "campaign.stage_opened",
  "campaign.items_reassigned",
  "campaign.reminded",
  "campaign.answered",
  "campaign.overdue",
  "campaign.change_asked",
  "campaign.change_overdue",
]);

/** What begins an event's name, for events that have no place of their own above. */
const BY_BEGINNING: readonly (readonly [string, EventGroup])[] = [
  ["request.", "requests"],
  ["break_glass.", "requests"],
  ["candidate.", "requests"],
  ["grant.", "ownership"],
  ["ownership.", "ownership"],
  ["server.", "ownership"],
  ["campaign.announced", "ownership"],
  ["consumer.", "ownership"],
  ["credential.", "risks"],
  ["findings.", "risks"],
  ["policy.", "policy"],
];

/** The group of an event's notice. An event nobody thought of is among everything else. */
export function groupOf(kind: string): EventGroup {
  if (ASKED.has(kind)) return "asked";
  return BY_BEGINNING.find(([beginning]) => kind.startsWith(beginning))?.[1] ?? "other";
}

/** What somebody's choices, as they are kept, come to; what is missing or not understood is as by default. */
export function choicesOf(kept: unknown): Record<EventGroup, EmailChoice> {
  const given = typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  const entries = GROUP_NAMES.map((group) => {
    const choice = EMAIL_CHOICES.find((one) => one === given[group]);
    return [group, choice ?? EVENT_GROUPS[group].byDefault] as const;
  });
  // One entry for each group.
  return Object.fromEntries(entries) as Record<EventGroup, EmailChoice>;
}

export interface KindGroup {
  kind: string;
  group: EventGroup;
  byDefault: EmailChoice;
}

/** Each event a notice can be about, with its group and the group's default, for the store's questions. */
export const KIND_GROUPS: readonly KindGroup[] = Object.keys(EVENTS).map((kind) => {
  const group = groupOf(kind);
  return { kind, group, byDefault: EVENT_GROUPS[group].byDefault };
});
