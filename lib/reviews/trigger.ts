/**
 * What opens a review by itself, and how that review asks. Each kind of happening has terms of its own; until somebody turns
 * it on it opens nothing, so that a first import is not answered with a review of everything.
 */
import { z } from "zod";
import { approverSource, SOURCES_MAX } from "#lib/policy/approval/policy-document.ts";
import { wholeDays } from "../kernel/whole-days.ts";
import {
  type CampaignDefinition,
  campaignDefinition,
  fallbackSource,
  noResponse,
  PURPOSE_MAX,
  type ReviewSubject,
} from "./campaign-definition.ts";

export const TRIGGER_KINDS = [
  "owner_left",
  "tool_changed",
  "credential_exposed",
  "break_glass_used",
  "idle",
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

export const TRIGGER_DAYS_MAX = 90;
export const IDLE_DAYS_MAX = 730;

export const triggerTerms = z.strictObject({
  /** How long its reviewers have. */
  days: wholeDays(TRIGGER_DAYS_MAX),
  /** In this order: the first who is active and gains nothing by the item reviews it. */
  reviewers: z
    .array(approverSource)
    .min(1, "Say who reviews.")
    .max(SOURCES_MAX, `At most ${SOURCES_MAX} sources.`),
  fallback: fallbackSource,
  noResponse: z.strictObject({ low: noResponse, medium: noResponse, high: noResponse }),
  /** After so many days without use a server is idle; means nothing to the other kinds. */
  idleDays: wholeDays(IDLE_DAYS_MAX).default(90),
});
export type TriggerTerms = z.output<typeof triggerTerms>;

const OWNERS: TriggerTerms["reviewers"] = [{ kind: "owner" }, { kind: "backup_owner" }];

const terms = (parts: Pick<TriggerTerms, "days"> & Partial<TriggerTerms>): TriggerTerms => ({
  reviewers: OWNERS,
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
  idleDays: 90,
  ...parts,
});

interface Trigger {
  /** What happened, as a heading. */
  title: string;
  /** What it waits for, in a sentence. */
  says: string;
  /** What its reviews ask about. */
  subjects: readonly ReviewSubject[];
  /** How they ask until somebody says otherwise. */
  terms: TriggerTerms;
}

const ALL: readonly ReviewSubject[] = ["server", "access", "credential", "scope", "tool"];

export const TRIGGERS = {
  owner_left: {
    title: "Owner left",
    says: "The owner of a server was deactivated, here or by the identity provider.",
    subjects: ALL,
    terms: terms({ days: 14, reviewers: [{ kind: "backup_owner" }, { kind: "manager" }] }),
  },
  tool_changed: {
    title: "Tool changed",
    says: "The definition of a tool that is granted changed materially.",
    subjects: ["access", "tool"],
    terms: terms({ days: 7 }),
  },
  credential_exposed: {
    title: "Credential exposed",
    says: "A credential was found in a configuration file or an address, on another server too, or on its former value after it was rotated.",
    subjects: ["credential", "scope"],
    terms: terms({ days: 3 }),
  },
  break_glass_used: {
    title: "Break-glass used",
    says: "Somebody broke glass on a server.",
    subjects: ["access", "scope", "tool"],
    terms: terms({ days: 3 }),
  },
  idle: {
    title: "Not used",
    says: "Nobody has used an active server for so many days; where use is not reported, nobody has seen it.",
    subjects: ALL,
    terms: terms({ days: 14 }),
  },
} as const satisfies Record<TriggerKind, Trigger>;

/** Servers that one review asks about at most; what is more opens the next one. */
export const SERVERS_PER_REVIEW_MAX = 500;

const MINUTE_MS = 60_000;
/** A synchronisation that ends many people does so one by one: its servers are asked about together. */
export const QUIET_MINUTES = 5;
/** What goes on happening is asked about all the same. */
export const WAIT_MINUTES_MAX = 60;

interface Happened {
  firstAt: Date;
  lastAt: Date;
  /** When the last review of its kind opened. */
  openedAt: Date | null;
}

/**
 * Whether a review is to open now: nothing more happened for five minutes, or the first is an hour ago; and no other of its
 * kind opened within the hour, so that nobody causes hundreds by letting things happen one after the other.
 */
export function isTimeToOpen({ firstAt, lastAt, openedAt }: Happened, now: Date): boolean {
  const isPast = (at: Date, minutes: number) => now.getTime() - at.getTime() >= minutes * MINUTE_MS;
  if (openedAt !== null && !isPast(openedAt, WAIT_MINUTES_MAX)) return false;
  return isPast(lastAt, QUIET_MINUTES) || isPast(firstAt, WAIT_MINUTES_MAX);
}

/** What the review asks that opens because of this. */
export function definitionOf(
  kind: TriggerKind,
  { days: length, reviewers, fallback, noResponse: unanswered }: TriggerTerms,
  servers: readonly { id: string; name: string }[],
  purpose: string,
): CampaignDefinition {
  const [only] = servers;
  const about = servers.length === 1 && only !== undefined ? only.name : `${servers.length} servers`;
  return campaignDefinition.parse({
    format: 1,
    name: `${TRIGGERS[kind].title}: ${about}`.slice(0, 120).toWellFormed(),
    // Whatever happened, and whatever it is called: the review about it opens.
    purpose: purpose.slice(0, PURPOSE_MAX).toWellFormed(),
    scope: { serverIds: servers.map(({ id }) => id) },
    subjects: [...TRIGGERS[kind].subjects],
    stages: [{ name: "Review", reviewers, days: length }],
    fallback,
    noResponse: unanswered,
  });
}
