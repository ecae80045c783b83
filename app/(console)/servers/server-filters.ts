import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { stateInWords } from "#app/state-badge.tsx";
import type { FilterField, FilterOption } from "#components/table/filters.ts";
import {
  CREDENTIAL_KINDS,
  CRITICALITIES,
  DATA_CLASSES,
  ENVIRONMENTS,
  SERVER_STATES,
  TRANSPORTS,
} from "#lib/inventory/model.ts";
import {
  ANY_FINDING,
  type EXPIRY_WINDOWS,
  INACTIVE,
  type LAST_REVIEW_WINDOWS,
  type LAST_SEEN_WINDOWS,
  type ListServersInput,
  NO_TEAM,
  NONE,
  type REVIEW_WINDOWS,
  type SERVER_FLAGS,
  SEVERITY_FILTERS,
} from "#lib/inventory/server-list-input.ts";
import { RULES } from "#lib/policy/rules/all-rules.ts";

/** What the flags of a server are called, in filters and views. */
export const FLAG_WORDS = {
  no_owner: "No owner",
  owner_inactive: "Owner inactive",
  no_revocation_path: "No revocation path",
  unreviewed: "Unreviewed",
  exceeds_role: "Exceeds its role",
} satisfies Record<(typeof SERVER_FLAGS)[number], string>;

const EXPIRY_WORDS = {
  expired: "Expired",
  "7d": "Within 7 days",
  "30d": "Within 30 days",
  "90d": "Within 90 days",
  none: "No date",
} satisfies Record<(typeof EXPIRY_WINDOWS)[number], string>;

const LAST_SEEN_WORDS = {
  "7d": "In the last 7 days",
  "30d": "In the last 30 days",
  over30d: "Not for 30 days",
  over90d: "Not for 90 days",
  never: "Never",
} satisfies Record<(typeof LAST_SEEN_WINDOWS)[number], string>;

const LAST_REVIEW_WORDS = {
  "90d": "In the last 90 days",
  over90d: "Over 90 days ago",
  over180d: "Over 180 days ago",
  over365d: "Over a year ago",
  never: "Never",
} satisfies Record<(typeof LAST_REVIEW_WINDOWS)[number], string>;

const REVIEW_WORDS = {
  overdue: "Overdue",
  "30d": "Within 30 days",
  "90d": "Within 90 days",
} satisfies Record<(typeof REVIEW_WINDOWS)[number], string>;

type Param = Exclude<keyof ListServersInput, "q" | "sort" | "cursor" | "limit">;

const options = (values: readonly string[], words: (value: string) => string = inWords): FilterOption[] =>
  values.map((value) => ({ value, label: words(value) }));
const fromWords = (words: Record<string, string>): FilterOption[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const PERSON: FilterOption[] = [
  { value: NONE, label: "Nobody" },
  { value: INACTIVE, label: "Somebody inactive" },
];

/** What the list of servers can be filtered by, in the order of the menu. Made on the server: the rules stay there. */
export const SERVER_FILTERS: readonly (FilterField & { param: Param })[] = [
  { param: "environment", label: "Environment", options: options(ENVIRONMENTS) },
  {
    param: "state",
    label: "State",
    options: SERVER_STATES.map((value) => ({ value, label: stateInWords({ of: "server", state: value }) })),
  },
  { param: "ownerId", label: "Owner", options: PERSON, more: "names" },
  { param: "backupOwnerId", label: "Backup owner", options: PERSON, more: "names" },
  { param: "team", label: "Team", options: [{ value: NO_TEAM, label: "No team" }], more: "words" },
  { param: "tag", label: "Tag", options: [], more: "words" },
  { param: "serverRoleId", label: "Role", options: [{ value: NONE, label: "No role" }], more: "names" },
  { param: "criticality", label: "Criticality", options: options(CRITICALITIES.toReversed()) },
  { param: "impact", label: "Offers a tool that", options: fromWords(IMPACT_WORDS) },
  { param: "dataClass", label: "Data class", options: options(DATA_CLASSES) },
  { param: "systemId", label: "Reaches the system", options: [], more: "names" },
  { param: "severity", label: "Worst finding", options: options(SEVERITY_FILTERS.toReversed()) },
  {
    param: "finding",
    label: "Finding",
    options: [
      { value: ANY_FINDING, label: "Any open finding" },
      ...RULES.map(({ id, title }) => ({ value: id, label: title })),
    ],
  },
  { param: "is", label: "Wants attention", options: fromWords(FLAG_WORDS) },
  { param: "expiry", label: "Credential expires", options: fromWords(EXPIRY_WORDS), isSingle: true },
  { param: "credentialKind", label: "Credential kind", options: options(CREDENTIAL_KINDS) },
  { param: "lastSeen", label: "Last seen", options: fromWords(LAST_SEEN_WORDS), isSingle: true },
  { param: "review", label: "Next review", options: fromWords(REVIEW_WORDS), isSingle: true },
  { param: "lastReview", label: "Last review", options: fromWords(LAST_REVIEW_WORDS), isSingle: true },
  { param: "transport", label: "Transport", options: options(TRANSPORTS) },
  { param: "packageRegistry", label: "Package registry", options: [], more: "words" },
];
