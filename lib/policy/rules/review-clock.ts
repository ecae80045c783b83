import { dayInWords } from "../../kernel/day-in-words.ts";
import { ofServer, type Rule } from "./rule.ts";

export const reviewOverdue: Rule = {
  id: "review_overdue",
  title: "Review overdue",
  severity: "high",
  explanation:
    "The policy says how often somebody answers for what this server was granted, and nobody has for longer than that.",
  fix: "Start a review of the server, or answer its items in the one that runs, and close it.",
  references: ["NIST SP 800-53 AC-6(7)", "PCI DSS 7.2.4", "ISO/IEC 27002 5.18"],
  evaluate: (facts, now) => {
    const { nextReviewOn, environment, name } = facts.server;
    // The day itself is still in time. An unreadable clock counts as too late (product rule 4).
    const isInTime = nextReviewOn.getTime() + 86_400_000 > now.getTime();
    if (isInTime) return [];
    const day = dayInWords(nextReviewOn.toISOString().slice(0, 10));
    return [
      ofServer(
        facts,
        environment === "production" ? "high" : "medium",
        `The review of ${name} was due on ${day}.`,
      ),
    ];
  },
};
