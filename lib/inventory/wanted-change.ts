import type { Actor } from "../kernel/actor.ts";
import type { AuditableEvent, JsonObject } from "../kernel/events.ts";
import type { Impact } from "../kernel/generated/enums.ts";
import type { ServerFacts } from "./facts.ts";
import type { ReviewClock } from "./review-date.ts";
import type { Answerer, ServerOwners } from "./server-change.ts";

/** What a change of many servers asks of each: fields left out stay. Days are YYYY-MM-DD, so that it can be kept. */
export interface WantedChange extends Partial<ServerOwners> {
  team?: string | null;
  environment?: ServerFacts["environment"];
  criticality?: ServerFacts["criticality"];
  serverRoleId?: string | null;
  nextReviewOn?: string;
  tags?: string[];
  addTags?: string[];
  removeTags?: string[];
  /** Asks that it be retired; nothing else is set then. */
  retirement?: WantedRetirement;
}

export interface WantedRetirement {
  reason: string;
  /** YYYY-MM-DD. */
  plannedOn: string;
}

/** Servers differ in what they were, never in what may be set. */
export type SetFields = Omit<WantedChange, "addTags" | "removeTags" | "retirement">;

/** What is written to a server; times are ISO 8601. */
export type SavedFields = SetFields & {
  retireReason?: string | null;
  retireOn?: string | null;
  retireAskedById?: string | null;
  retireAskedAt?: string;
};

/** What the rules look at besides the server, loaded once for many. */
export interface ChangeFacts {
  /** Who asks; their rights decide. */
  actor: Actor;
  now: Date;
  people: ReadonlyMap<string, Answerer & { name: string }>;
  serverRoleIds: ReadonlySet<string>;
  /** Servers with grants in force that were approved for less than production. */
  grantedForLess: ReadonlySet<string>;
  /** How often servers are reviewed. */
  clock: ReviewClock;
  /** The gravest enabled tool of each server that has one. */
  impacts: ReadonlyMap<string, Impact>;
  /** Added to every event, such as the bulk change it belongs to. */
  detail: JsonObject;
}

export type PlannedChange =
  | { outcome: "changed"; before: SavedFields; after: SavedFields; events: AuditableEvent[] }
  | { outcome: "unchanged" }
  | { outcome: "refused"; reason: string };
