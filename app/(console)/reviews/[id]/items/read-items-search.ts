import { inWords } from "#app/in-words.ts";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import { REVIEW_RISKS, REVIEW_SUBJECTS } from "#lib/reviews/campaign-definition.ts";
import { ITEM_DECISIONS, type ItemFilter } from "#lib/reviews/item-list-input.ts";
import { KIND_WORDS } from "../../item-words.ts";

const DECISION_WORDS = {
  undecided: "Not answered",
  keep: "Keep",
  revoke: "Revoke",
  change: "Change",
} satisfies Record<(typeof ITEM_DECISIONS)[number], string>;

/** What a review's items can be filtered by, beside teams and people, which only the review knows. */
export const ITEM_FILTERS: readonly FilterField[] = [
  { param: "waits", label: "Waits", isSingle: true, options: [{ value: "true", label: "For an answer" }] },
  {
    param: "decision",
    label: "Answer",
    options: ITEM_DECISIONS.map((value) => ({ value, label: DECISION_WORDS[value] })),
  },
  {
    param: "risk",
    label: "Risk",
    options: REVIEW_RISKS.toReversed().map((value) => ({ value, label: inWords(value) })),
  },
  {
    param: "kind",
    label: "Kind",
    options: REVIEW_SUBJECTS.map((value) => ({ value, label: KIND_WORDS[value] })),
  },
  { param: "whose", label: "Reviewer", isSingle: true, options: [{ value: "mine", label: "Me" }] },
];

export type ItemsQuestion = Partial<ItemFilter>;

/** What the address asks for; values that are not on offer are left out, so an old link still opens. */
export function readItemsSearch(search: URLSearchParams): ItemsQuestion {
  const chosen = chosenFilters(ITEM_FILTERS, search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enums' own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  const reviewerId = idIn(search, "reviewer");
  const serverId = idIn(search, "server");
  return {
    waits: valuesOf("waits").length > 0,
    decision: valuesOf<ItemFilter["decision"][number]>("decision"),
    risk: valuesOf<ItemFilter["risk"][number]>("risk"),
    kind: valuesOf<ItemFilter["kind"][number]>("kind"),
    team: [...new Set(search.getAll("team"))].slice(0, 20),
    ...(valuesOf("whose").length > 0 ? { whose: "mine" as const } : {}),
    ...(reviewerId === undefined ? {} : { reviewerId }),
    ...(serverId === undefined ? {} : { serverId }),
    q: (search.get("q") ?? "").trim().slice(0, 100),
  };
}

export function isFiltered(question: ItemsQuestion): boolean {
  const { waits, decision, risk, kind, team, whose, reviewerId, serverId, q } = question;
  const lists = [decision, risk, kind, team].some((values) => values !== undefined && values.length > 0);
  return (
    lists ||
    waits === true ||
    whose === "mine" ||
    reviewerId !== undefined ||
    serverId !== undefined ||
    q !== ""
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function idIn(search: URLSearchParams, param: string): string | undefined {
  const value = search.get(param);
  return value !== null && UUID.test(value) ? value : undefined;
}
