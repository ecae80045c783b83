import type { CommandContext } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { openFindings } from "../finding-store.ts";
import { evaluateRules } from "../rules/all-rules.ts";
import type { GovernedFacts } from "../rules/rule.ts";

/** Opens the findings of servers whose facts the caller has just written; gives how many. */
export async function openBreaches(
  { tx, actor, now }: CommandContext,
  governed: readonly GovernedFacts[],
): Promise<number> {
  const breaches = governed.flatMap((facts) =>
    evaluateRules(facts, now).map(({ rule, subjectKey, severity, summary }) => ({
      id: newId(now),
      serverId: facts.server.id,
      rule: rule.id,
      subjectKey,
      severity,
      summary,
    })),
  );
  await openFindings(tx, actor.organizationId, breaches, now);
  return breaches.length;
}
