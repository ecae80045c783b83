import type { PersonActor } from "#lib/kernel/actor.ts";
import { getCampaignBeforeRun } from "#lib/reviews/queries/get-campaign-before-run.ts";
import type { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { aligned } from "./output.ts";

type Shown = Awaited<ReturnType<typeof getCampaignHead>>;

/** One review, and, until it runs, what there is to know before it does. */
export async function showReview(
  actor: PersonActor,
  head: Shown,
): Promise<{ value: unknown; lines: string[] }> {
  const { id, name, state, population, dueAt, totals } = head;
  const lines = [`"${name}" (${id}) is ${state}.`];
  if (population.count !== null) lines.push(`${population.count} items, ${population.hash}`);
  if (state !== "draft" && state !== "staged") {
    const { kept, revoked, changed, unanswered } = totals;
    lines.push(`kept ${kept}, revoked ${revoked}, changed ${changed}, unanswered ${unanswered}`);
    if (dueAt !== null) lines.push(`due ${dueAt}`);
    return { value: head, lines };
  }
  const before = await getCampaignBeforeRun(actor, { campaignId: id });
  const { staging, failure, problems, loads, reviewers, endsInSilence, summary } = before;
  if (staging !== null) lines.push(`being staged: ${staging.written} of ${staging.expected ?? "?"} items`);
  if (failure !== null) lines.push(`could not be staged: ${failure}`);
  for (const { at, reason } of problems) lines.push(`look at ${at}: ${reason}`);
  if (state === "staged") {
    if (loads.unassigned > 0)
      lines.push(`nobody could answer for ${loads.unassigned} items: it cannot start`);
    if (summary !== null)
      lines.push(`${summary.staleServers} of ${summary.servers} servers may have old facts`);
    lines.push(`if nobody answered, ${endsInSilence} would end`);
    const rows = reviewers.map((one) => [
      one.email,
      String(one.items),
      String(one.highRisk),
      one.hasTooMany ? "too many" : "",
    ]);
    lines.push(...aligned([["REVIEWER", "ITEMS", "HIGH RISK", ""], ...rows]));
  }
  return { value: { ...head, beforeRun: before }, lines };
}
