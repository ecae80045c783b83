import type { PackItem } from "./evidence-schema.ts";
import { canonicalText } from "./seal.ts";

/** What is wrong with one item's answers, in words; nothing where they are as they have to be. */
export function answerProblems(item: PackItem, people: ReadonlySet<string>): string[] {
  const { position, answers, decision } = item;
  const problems: string[] = [];
  const isDecided = decision !== "no response" && decision !== "undecided";
  if (isDecided && !answers.some((answer) => isThat(answer, item))) {
    problems.push(`item ${position} says ${decision}, which nobody answered`);
  }
  if (!isDecided && (item.decidedById !== null || item.reason !== null)) {
    problems.push(`item ${position} has no decision, but somebody who made it`);
  }
  for (const { decidedById, decidedForId } of answers) {
    for (const id of [decidedById, decidedForId]) {
      if (id !== null && !people.has(id)) {
        problems.push(`item ${position} was answered by somebody whom the pack does not name`);
      }
    }
  }
  return problems;
}

/** Is this the answer that stands on the item? */
function isThat(answer: PackItem["answers"][number], item: PackItem): boolean {
  return canonicalText(partsOf(answer)) === canonicalText(partsOf(item));
}

function partsOf(of: PackItem | PackItem["answers"][number]) {
  const { decision, reason, change = null, decidedById, decidedForId, decidedAt } = of;
  return { decision, reason, change, decidedById, decidedForId, decidedAt };
}
