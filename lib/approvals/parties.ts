/** By what somebody has a part in a request; the database names them so (`request_party`). */
export type Part =
  | "requester"
  | "named"
  | "repairer"
  | "consumer"
  | "maker"
  | "access"
  | "asking"
  | "answering"
  | "impact";

export interface Party {
  personId: string;
  part: Part;
}

/** Why an answer counts no more, as the end of a sentence about who gave it; the requester never answers. */
const SINCE: Record<Exclude<Part, "requester" | "repairer">, string> = {
  named: "had a part in what it asks for",
  consumer: "answers by now for a consumer that this lets in",
  maker: "put a consumer that this lets in on record, or said whose it is",
  access: "answers by now for a consumer with access to this server, which this makes able to do more",
  asking: "asked for access to this server for a consumer of their own, too",
  answering: "answers by now for the server, in whose owner's name Steward asks",
  impact: "said what the impact of a tool is that this is about",
};

/** Those who gain by it or had a part in what it is about: what they answer does not count. */
export function gainersOf(parties: readonly Party[]): string[] {
  return idsOf(parties.filter(({ part }) => part !== "requester" && part !== "repairer"));
}

/** Whoever may not decide on it, besides its requester. */
export function excludedBy(parties: readonly Party[]): string[] {
  return idsOf(parties.filter(({ part }) => part !== "requester"));
}

/** “Ada answers by now for a consumer that this lets in.”, of the first of these of whom it is so; null where none is. */
export function whyUncounted(
  people: readonly { id: string; name: string }[],
  parties: readonly Party[],
): string | null {
  for (const { id, name } of people) {
    for (const { personId, part } of parties) {
      if (personId !== id || part === "requester" || part === "repairer") continue;
      return `${name} ${SINCE[part]}.`;
    }
  }
  return null;
}

/** The same of an answer that was given by, or for, somebody who is not asked any more. */
export function whyLapsed(
  decider: { name: string; isActive: boolean },
  onBehalfOf: { name: string } | null,
): string {
  return decider.isActive
    ? `${(onBehalfOf ?? decider).name} is not one of those who are asked any more.`
    : `${decider.name} is inactive by now.`;
}

function idsOf(parties: readonly Party[]): string[] {
  return [...new Set(parties.map(({ personId }) => personId))];
}
