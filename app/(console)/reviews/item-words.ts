import type { ReviewItemView } from "#lib/reviews/item-view.ts";

type Facts = ReviewItemView["facts"];

/** What a grant permits, in one sentence: "Ticket desk may offer the tool refund_payment". */
export function permitsInWords(facts: Facts, serverName: string): string {
  switch (facts.kind) {
    case "tool":
      return `${serverName} may offer the tool ${facts.name}`;
    case "access":
      return `${facts.name} may use the enabled tools of ${serverName}`;
    case "scope":
      return `${serverName} may hold the scope ${facts.name}`;
  }
}

/** What no longer works once this grant has ended, for the person who is about to end it. */
export function stopsInWords(facts: Facts, serverName: string): string {
  switch (facts.kind) {
    case "tool":
      return `Nobody can call ${facts.name} on ${serverName}.`;
    case "access":
      return `${facts.name} can no longer use ${serverName}.`;
    case "scope":
      return `${serverName} may no longer hold ${facts.name}; it is a finding until it is gone downstream.`;
  }
}

export const KIND_WORDS = { tool: "Tool", access: "Access", scope: "Scope" } satisfies Record<
  Facts["kind"],
  string
>;
