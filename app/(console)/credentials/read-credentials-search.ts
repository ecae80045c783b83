import { inWords } from "#app/in-words.ts";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import {
  CREDENTIAL_SORTS,
  type CredentialSort,
  EXPIRY_WINDOWS,
  type ExpiryWindow,
  monthInput,
} from "#lib/inventory/credential-input.ts";
import type { CredentialQuestion } from "#lib/inventory/export-credentials.ts";
import { CREDENTIAL_KEPT_IN, CREDENTIAL_KINDS, CREDENTIAL_STATES } from "#lib/inventory/model.ts";
import { NO_TEAM } from "#lib/inventory/server-list-input.ts";

const WINDOW_WORDS: Record<ExpiryWindow, string> = {
  expired: "Has ended",
  "7d": "Within 7 days",
  "30d": "Within 30 days",
  "90d": "Within 90 days",
  later: "Later than 90 days",
  none: "No end on record",
};

const option = (value: string) => ({ value, label: inWords(value) });

/** What credentials can be filtered by. */
export const CREDENTIAL_FILTERS: readonly FilterField[] = [
  {
    param: "window",
    label: "Ends",
    isSingle: true,
    options: EXPIRY_WINDOWS.map((value) => ({ value, label: WINDOW_WORDS[value] })),
  },
  { param: "kind", label: "Kind", options: CREDENTIAL_KINDS.map(option) },
  { param: "keptIn", label: "Kept in", options: CREDENTIAL_KEPT_IN.map(option) },
  { param: "state", label: "State", options: CREDENTIAL_STATES.map(option) },
  { param: "team", label: "Team", options: [{ value: NO_TEAM, label: "No team" }], more: "words" },
  { param: "owner", label: "Owner", options: [{ value: "me", label: "Me" }] },
];

/** The same, with the teams there are to choose from. */
export function withTeams(fields: readonly FilterField[], teams: readonly string[]): FilterField[] {
  const options = teams.map((team) => ({ value: team, label: team }));
  return fields.map((field) =>
    field.param === "team" ? { ...field, options: [...field.options, ...options] } : field,
  );
}

/** What the address asks for; values that are not on offer are left out, so an old link still opens. */
export function readCredentialsSearch(search: URLSearchParams, userId: string | undefined) {
  const chosen = chosenFilters(CREDENTIAL_FILTERS, search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enums' own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  const day = search.get("day");
  const states = valuesOf<(typeof CREDENTIAL_STATES)[number]>("state");
  const question: CredentialQuestion = {
    kind: valuesOf<(typeof CREDENTIAL_KINDS)[number]>("kind"),
    keptIn: valuesOf<(typeof CREDENTIAL_KEPT_IN)[number]>("keptIn"),
    state: states.length === 0 ? ["active"] : states,
    window: valuesOf<ExpiryWindow>("window").at(0),
    day: day !== null && isDay(day) ? day : undefined,
    team: valuesOf<string>("team").slice(0, 20),
    sort: CREDENTIAL_SORTS.find((sort): sort is CredentialSort => sort === search.get("sort")) ?? "expiry",
    answererId: valuesOf("owner").length > 0 ? userId : undefined,
  };
  const month = monthInput.safeParse(search.get("month")).data;
  return { question, month, isFiltered: chosen.length > 0 || question.day !== undefined };
}

/** The same list, or calendar, with these parameters set, or taken away by null. */
export function credentialsHref(search: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next.size === 0 ? "/credentials" : `/credentials?${next}`;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
