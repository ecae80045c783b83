import { z } from "zod";
import type { Severity } from "../kernel/generated/enums.ts";
import { IMPACTS } from "./impact.ts";
import {
  CREDENTIAL_KINDS,
  CRITICALITIES,
  DATA_CLASSES,
  ENVIRONMENTS,
  SERVER_STATES,
  TRANSPORTS,
} from "./model.ts";

/** A filter's word for "nobody" and "nothing", where values are ids. */
export const NONE = "none";
/** A filter's word for no team, which no team is called. */
export const NO_TEAM = "";
/** Owned by somebody whose account is deactivated. */
export const INACTIVE = "inactive";
/** Any open finding, whatever the rule. */
export const ANY_FINDING = "any";

export const SEVERITY_FILTERS = ["low", "medium", "high", "critical"] as const satisfies readonly Severity[];
export type SeverityFilter = (typeof SEVERITY_FILTERS)[number];
/** What is wrong with a server, in one click. */
export const SERVER_FLAGS = [
  "no_owner",
  "owner_inactive",
  "no_revocation_path",
  "unreviewed",
  "exceeds_role",
] as const;
/** When the soonest of a server's active credentials ends. */
export const EXPIRY_WINDOWS = ["expired", "7d", "30d", "90d", "none"] as const;
export const LAST_SEEN_WINDOWS = ["7d", "30d", "over30d", "over90d", "never"] as const;
/** When a review that covered the server closed last. */
export const LAST_REVIEW_WINDOWS = ["90d", "over90d", "over180d", "over365d", "never"] as const;
export const REVIEW_WINDOWS = ["overdue", "30d", "90d"] as const;

/**
 * Upwards: by letter, oldest, soonest or least first. A minus turns it round. Best matches are names that begin with
 * what is searched for, then the rest, newest first; with nothing searched for they are the same as by name.
 */
export const SERVER_SORTS = [
  "best_match",
  "name",
  "-name",
  "updated",
  "-updated",
  "registered",
  "-registered",
  "next_review",
  "-next_review",
  "last_review",
  "-last_review",
  "expiry",
  "-expiry",
  "last_seen",
  "-last_seen",
  "risk",
  "-risk",
] as const;
export type ServerSort = (typeof SERVER_SORTS)[number];

const some = <Value extends z.ZodType>(value: Value, max = 50) =>
  z.array(value).max(max, `At most ${max} values.`).default([]);
const word = (max: number) => z.string().trim().min(1, "Leave it out, or write a value.").max(max);

/** Lists that hold values: of one field any may hold, and every field must. */
const facetFields = {
  environment: some(z.enum(ENVIRONMENTS)),
  state: some(z.enum(SERVER_STATES)),
  criticality: some(z.enum(CRITICALITIES)),
  transport: some(z.enum(TRANSPORTS)),
  /** Servers that offer a tool of this reviewed impact. */
  impact: some(z.enum(IMPACTS)),
  dataClass: some(z.enum(DATA_CLASSES)),
  team: some(z.union([z.literal(NO_TEAM), word(120)])),
  tag: some(word(60)),
  ownerId: some(z.union([z.literal([NONE, INACTIVE]), z.uuid()])),
  backupOwnerId: some(z.union([z.literal([NONE, INACTIVE]), z.uuid()])),
  serverRoleId: some(z.union([z.literal(NONE), z.uuid()])),
  systemId: some(z.uuid()),
  packageRegistry: some(word(40)),
  credentialKind: some(z.enum(CREDENTIAL_KINDS)),
  /** Ids of rules that an open finding names, or "any". */
  finding: some(word(60)),
  /** The worst open finding's. */
  severity: some(z.enum(SEVERITY_FILTERS)),
  is: some(z.enum(SERVER_FLAGS)),
};

export const SERVER_FACET_FIELDS = Object.keys(facetFields) as readonly FacetField[]; // an object's own keys
export type FacetField = keyof typeof facetFields;

export const serverFilterInput = z.object({
  q: z.string().trim().max(200, "At most 200 characters.").default(""),
  ...facetFields,
  expiry: z.enum(EXPIRY_WINDOWS).optional(),
  lastSeen: z.enum(LAST_SEEN_WINDOWS).optional(),
  review: z.enum(REVIEW_WINDOWS).optional(),
  lastReview: z.enum(LAST_REVIEW_WINDOWS).optional(),
});
export type ServerFilter = z.output<typeof serverFilterInput>;

export const countSearchesInput = z.object({ searches: z.array(serverFilterInput).max(20) });

export const listServersInput = z.object({
  ...serverFilterInput.shape,
  sort: z.enum(SERVER_SORTS).default("best_match"),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The order that a question comes down to. */
export function orderOf({ sort, q }: Pick<ServerFilter, "q"> & { sort: ServerSort }): ServerSort {
  return sort === "best_match" && q === "" ? "name" : sort;
}

export type ListServersInput = z.output<typeof listServersInput>;
