import { oneLine } from "#lib/kernel/one-line.ts";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import type { CampaignHead } from "./[id]/campaign.ts";

type Facts = ReviewItemView["facts"];

/** More of a name says nothing to a person, and takes the page away from what does. */
const NAME_CHARS = 120;

/** What a thing is called, as it fits into a sentence: a server calls its tools what it likes. */
export function shownName(name: string): string {
  const line = [...oneLine(name)];
  if (line.length === 0) return "(no name)";
  return line.length > NAME_CHARS ? `${line.slice(0, NAME_CHARS).join("")}…` : line.join("");
}

/** What a grant permits, in one sentence: "Ticket desk may offer the tool refund_payment". */
export function permitsInWords(facts: Facts, server: string): string {
  const [name, serverName] = [shownName(facts.name), shownName(server)];
  switch (facts.kind) {
    case "tool":
      return `${serverName} may offer the tool ${name}`;
    case "access":
      return `${name} may use the enabled tools of ${serverName}`;
    case "scope":
      return `${serverName} may hold the scope ${name}`;
    case "credential":
      return `${serverName} may sign in with ${name}`;
    case "server":
      return `${serverName} may go on running`;
  }
}

/** What no longer works once this grant has ended, for the person who is about to end it. */
export function stopsInWords(facts: Facts, server: string): string {
  const [name, serverName] = [shownName(facts.name), shownName(server)];
  switch (facts.kind) {
    case "tool":
      return `Nobody can call ${name} on ${serverName}.`;
    case "access":
      return `${name} can no longer use ${serverName}.`;
    case "scope":
      return `${serverName} may no longer hold ${name}; it is a finding until it is gone downstream.`;
    case "credential":
      return `${serverName} can no longer sign in with ${name}, once it is cut at its issuer.`;
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
