import type { Command } from "commander";
import { operatorActor } from "#lib/identity/operator.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { changeCampaign } from "#lib/reviews/commands/change-campaign.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { copyCampaign } from "#lib/reviews/commands/copy-campaign.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { discardCampaign } from "#lib/reviews/commands/discard-campaign.ts";
import { restartCampaign } from "#lib/reviews/commands/restart-campaign.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { unstageCampaign } from "#lib/reviews/commands/unstage-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { asPerson, type Done, type PersonOptions } from "./as-person.ts";
import { aligned, answer } from "./output.ts";
import { readJson } from "./read-json.ts";
import { scheduleCommands } from "./review-schedule.ts";
import { triggerCommands } from "./review-trigger.ts";
import { showReview } from "./show-review.ts";

type Definition = Parameters<typeof defineCampaign>[1]["definition"];

interface CloseOptions extends PersonOptions {
  /** Of `close` only. */
  reason?: string;
}

type Shown = Awaited<ReturnType<typeof getCampaignHead>>;

/** `review list`, `show`, `define`, `change`, and what is done with one by its id. */
export function reviewCommands(program: Command): void {
  const review = program.command("review").description("access reviews: define, stage, start");
  asPerson(review.command("list").description("reviews, newest first")).action(list);
  asPerson(
    review
      .command("define")
      .description("define a review, as a draft")
      .argument("<file>", "its definition, as JSON"),
  ).action(define);
  asPerson(
    review
      .command("change")
      .description("change what a draft is to ask")
      .argument("<id>", "the review")
      .argument("<file>", "its definition, as JSON"),
  ).action(change);
  scheduleCommands(review);
  triggerCommands(review);
  for (const [name, words, work] of BY_ID) {
    const one = review.command(name).description(words).argument("<id>", "the review");
    if (work === close) one.option("--reason <words>", "why it closes now, where that skips something");
    asPerson(one).action(async (campaignId: string, options: CloseOptions) => {
      const actor = await operatorActor(options.as);
      const { value, lines } = await work(actor, await getCampaignHead(actor, { campaignId }), options);
      answer(options.json, value, () => lines);
    });
  }
}

type Work = (actor: PersonActor, shown: Shown, options: CloseOptions) => Promise<Done>;

const BY_ID: readonly [string, string, Work][] = [
  ["show", "how far it is, and what there is to know before it runs", showReview],
  ["stage", "gather and freeze everything in its scope", stage],
  ["run", "start a staged review", run],
  ["take-back", "throw its frozen population away, so that it can be changed", takeBack],
  ["give-up", "give up a review that nobody was asked about yet", giveUp],
  ["close", "close it, or ask another administrator where it would cut off much or skip second looks", close],
  ["copy", "define a new review that asks the same", copy],
  ["again", "define a review of what nobody answered in this one", again],
];

async function list({ as, json }: PersonOptions): Promise<void> {
  const { items } = await listCampaigns(await operatorActor(as), { limit: 200 });
  answer(json, items, () => {
    if (items.length === 0) return ["There are no reviews."];
    const rows = items.map(({ id, name, state, dueAt, progress }) => [
      id,
      state,
      `${progress.kept + progress.revoked + progress.changed} of ${progress.population}`,
      dueAt?.slice(0, 10) ?? "",
      name,
    ]);
    return aligned([["ID", "STATE", "ANSWERED", "DUE", "NAME"], ...rows]);
  });
}

async function define(file: string, { as, json }: PersonOptions): Promise<void> {
  const made = await defineCampaign(await operatorActor(as), { definition: readJson<Definition>(file) });
  answer(json, made, () => [
    `Draft ${made.campaignId} is saved. Nobody is asked until it is staged and run.`,
  ]);
}

async function change(campaignId: string, file: string, { as, json }: PersonOptions): Promise<void> {
  const actor = await operatorActor(as);
  const { version } = await getCampaignHead(actor, { campaignId });
  const changed = await changeCampaign(actor, {
    campaignId,
    version,
    definition: readJson<Definition>(file),
  });
  answer(json, changed, () => ["The draft is changed."]);
}

async function stage(actor: PersonActor, { id: campaignId, version }: Shown): Promise<Done> {
  const value = await askToStage(actor, { campaignId, version });
  return { value, lines: ["It is being staged; `review show` says how far it is."] };
}

async function run(actor: PersonActor, { id: campaignId, version }: Shown): Promise<Done> {
  const value = await runCampaign(actor, { campaignId, version });
  return {
    value,
    lines: [
      `It has started, and asks ${value.reviewers === 1 ? "one person" : `${value.reviewers} people`}.`,
    ],
  };
}

async function takeBack(actor: PersonActor, { id: campaignId, version }: Shown): Promise<Done> {
  const value = await unstageCampaign(actor, { campaignId, version });
  return { value, lines: ["It is a draft again."] };
}

async function giveUp(actor: PersonActor, { id: campaignId, version, name }: Shown): Promise<Done> {
  await discardCampaign(actor, { campaignId, version });
  return { value: { discarded: campaignId }, lines: [`"${name}" is given up; it stays on record.`] };
}

async function copy(actor: PersonActor, { id: campaignId }: Shown): Promise<Done> {
  const value = await copyCampaign(actor, { campaignId });
  return { value, lines: [`Draft ${value.campaignId} asks the same.`] };
}

async function again(actor: PersonActor, { id: campaignId }: Shown): Promise<Done> {
  const value = await restartCampaign(actor, { campaignId });
  return { value, lines: [`Draft ${value.campaignId} asks about what nobody answered.`] };
}

async function close(actor: PersonActor, { id: campaignId }: Shown, { reason }: CloseOptions): Promise<Done> {
  const value = await closeCampaign(actor, { campaignId, reason });
  const { removals, inForce, secondLooks } = value.effect;
  const words =
    value.state === "closing"
      ? `It is being closed, and cuts off ${removals} of ${inForce} things.`
      : `It would cut off ${removals} of ${inForce} things and skip ${secondLooks} second looks, so another administrator was asked.`;
  return { value, lines: [words] };
}
