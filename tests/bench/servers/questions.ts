import type { ListServersInput, ServerSort } from "#lib/inventory/server-list-input.ts";

export type Filter = Partial<Omit<ListServersInput, "sort" | "cursor" | "limit">>;

/** A question that the list's screen can ask, and the condition somebody would write for it by hand. */
export interface Question {
  name: string;
  sort: ServerSort;
  /** Asked in turn, so that the slowest of them show in the 95th percentile. */
  asks: readonly Ask[];
  /** Ask for the page that nine tenths of the list come before. */
  isDeep?: boolean;
}

export interface Ask {
  filter: Filter;
  /** Of `server_listing l` and, for words, `server_search d`; `$2` and on are `values`. */
  where: string;
  values: readonly unknown[];
  hasWords?: boolean;
  /** What names begin with that are the best matches. */
  lead?: string;
}

/** What the questions need to know of the servers they are asked about. */
export interface Known {
  rareTeams: readonly string[];
  largeTeam: string;
  owners: readonly string[];
  roleIds: readonly string[];
  rareWords: readonly string[];
}

export function questionsOf({ rareTeams, largeTeam, owners, roleIds, rareWords }: Known): Question[] {
  const all: Ask = { filter: {}, where: "true", values: [] };
  const production = facets({ environment: ["production"] });
  const expiring: Ask = {
    filter: { expiry: "30d" },
    where: "l.soonest_expiry >= now() and l.soonest_expiry < now() + interval '30 days'",
    values: [],
  };
  const forgotten: Ask = {
    filter: { lastSeen: "over90d" },
    where: "l.last_seen_at >= '0001-01-01' and l.last_seen_at < now() - interval '90 days'",
    values: [],
  };
  const overdue: Ask = {
    filter: { review: "overdue", environment: ["production"] },
    where: "l.next_review_on < (now() at time zone 'utc')::date and l.facets @> '{environment:production}'",
    values: [],
  };
  return [
    { name: "everything, by name", sort: "name", asks: [all] },
    { name: "everything, by name, deep", sort: "name", asks: [all], isDeep: true },
    { name: "everything, gravest first", sort: "-risk", asks: [all] },
    { name: "everything, gravest first, deep", sort: "-risk", asks: [all], isDeep: true },
    { name: "production, by name", sort: "name", asks: [production] },
    { name: "production, by name, deep", sort: "name", asks: [production], isDeep: true },
    {
      name: "active in production, last changed",
      sort: "-updated",
      asks: [facets({ environment: ["production"], state: ["active"] })],
    },
    { name: "a small team", sort: "name", asks: rareTeams.map((team) => facets({ team: [team] })) },
    {
      name: "a large team, by expiry",
      sort: "expiry",
      asks: [facets({ team: [largeTeam] })],
    },
    { name: "of one owner", sort: "name", asks: owners.map((id) => facets({ ownerId: [id] })) },
    { name: "no owner, newest", sort: "-registered", asks: [facets({ is: ["no_owner"] })] },
    {
      name: "no revocation path, gravest",
      sort: "-risk",
      asks: [facets({ is: ["no_revocation_path"] })],
    },
    { name: "unreviewed, by review date", sort: "next_review", asks: [facets({ is: ["unreviewed"] })] },
    {
      name: "a critical finding, gravest",
      sort: "-risk",
      asks: [facets({ severity: ["critical"] }), facets({ severity: ["high"] })],
    },
    { name: "only low findings, gravest", sort: "-risk", asks: [facets({ severity: ["low"] })] },
    {
      name: "regulated tools and data in production",
      sort: "name",
      asks: [
        facets({ impact: ["regulated"], dataClass: ["pci"], environment: ["production"] }),
        facets({ impact: ["regulated"], dataClass: ["phi"], environment: ["production"] }),
      ],
    },
    {
      name: "API key and role",
      sort: "name",
      asks: roleIds.map((id) => facets({ credentialKind: ["api_key"], serverRoleId: [id] })),
    },
    {
      name: "two of four teams and a tag",
      sort: "-updated",
      asks: [facets({ team: [largeTeam, ...rareTeams.slice(0, 1)], tag: ["pilot"] })],
    },
    { name: "ends in 30 days, by expiry", sort: "expiry", asks: [expiring] },
    { name: "ends in 30 days, by name", sort: "name", asks: [expiring] },
    { name: "not seen for 90 days, by name", sort: "name", asks: [forgotten] },
    { name: "not seen for 90 days, longest ago", sort: "last_seen", asks: [forgotten] },
    { name: "overdue in production", sort: "next_review", asks: [overdue] },
    {
      name: "a rare word",
      sort: "best_match",
      asks: rareWords.map((word) => words(word)),
    },
    {
      name: "a common word",
      sort: "best_match",
      asks: ["github", "postgres", "ticket", "issue"].map((word) => words(word)),
    },
    {
      name: "a common word, by name",
      sort: "name",
      asks: ["github", "postgres", "ticket"].map((word) => words(word)),
    },
    {
      name: "a common word, last changed",
      sort: "-updated",
      asks: ["github", "issue"].map((word) => words(word)),
    },
    {
      name: "two words",
      sort: "best_match",
      asks: ["github nordics", "postgres emea", "salesforce japan"].map((text) => words(text)),
    },
    { name: "three letters", sort: "best_match", asks: ["hal", "git", "ven"].map((word) => words(word)) },
    {
      name: "a slip of the finger",
      sort: "best_match",
      asks: [meant("gihtub", "github"), meant("zendsek", "zendesk")],
    },
    {
      name: "a part of a word",
      sort: "best_match",
      asks: [meant("lesforc", "salesforce", "lesforc"), meant("ubernet", "kubernetes", "ubernet")],
    },
    {
      name: "a word in production",
      sort: "-risk",
      asks: ["github", ...rareWords.slice(0, 1)].map((word) => words(word, { environment: ["production"] })),
    },
  ];
}

type FacetFilter = Record<string, readonly string[]>;

/** One value of a field must be there; of several, any. */
function facets(filter: FacetFilter): Ask {
  const values: string[][] = Object.entries(filter).map(([field, chosen]) =>
    chosen.map((value) => `${field}:${value}`),
  );
  const conditions = values.map(
    (tokens, index) => `l.facets ${tokens.length === 1 ? "@>" : "&&"} $${index + 2}::text[]`,
  );
  // Keys and values are those of the list's own filter, which parses them again.
  return { filter: filter as Filter, where: conditions.join(" and "), values };
}

/** The hand is told what was meant; Steward has to find out. A part of a word is no slip: names are told by what was typed. */
function meant(typed: string, text: string, lead = text): Ask {
  return { ...words(text), filter: { q: typed }, lead };
}

/** Every word as the beginning of one. */
function words(text: string, filter: FacetFilter = {}): Ask {
  const inFacets = facets(filter);
  const query = text
    .split(" ")
    .map((word) => `${word}:*`)
    .join(" & ");
  const place = inFacets.values.length + 2;
  return {
    filter: { ...inFacets.filter, q: text },
    where: [inFacets.where, `d.document @@ $${place}::tsquery`].filter((part) => part !== "").join(" and "),
    values: [...inFacets.values, query],
    hasWords: true,
    lead: text,
  };
}
