import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import type { CampaignHead } from "./[id]/campaign.ts";

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
    case "credential":
      return `${serverName} may sign in with ${facts.name}`;
    case "server":
      return `${serverName} may go on running`;
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
    case "credential":
      return `${serverName} can no longer sign in with ${facts.name}, once it is cut at its issuer.`;
    case "server":
      return `${serverName} is suspended: nothing on it is allowed until an administrator resumes it.`;
  }
}

export const KIND_WORDS = {
  server: "Server",
  access: "Access",
  credential: "Credential",
  scope: "Scope",
  tool: "Tool",
} satisfies Record<Facts["kind"], string>;

/** What becomes of what nobody answers: "left in force", "ended", or by risk. */
export function noResponseInWords(noResponse: CampaignHead["definition"]["noResponse"]): string {
  const { low, medium, high } = noResponse;
  if (low === medium && medium === high) return low === "revoke" ? "ended" : "left in force";
  const ended = (["low", "medium", "high"] as const).filter((risk) => noResponse[risk] === "revoke");
  return `ended where the risk is ${ended.join(" or ")}, else left in force`;
}
