import { Argument, type Command } from "commander";
import { operatorActor } from "#lib/identity/operator.ts";
import { changeTrigger } from "#lib/reviews/commands/change-trigger.ts";
import { listTriggers } from "#lib/reviews/queries/list-triggers.ts";
import { TRIGGER_KINDS, type TriggerKind } from "#lib/reviews/trigger.ts";
import { asPerson, type PersonOptions } from "./as-person.ts";
import { aligned, answer } from "./output.ts";

/** `review trigger list`, `pause` and `resume`: what opens reviews by itself. */
export function triggerCommands(review: Command): void {
  const trigger = review.command("trigger").description("what opens reviews by itself when it happens");
  asPerson(trigger.command("list").description("what can open reviews, and whether it does")).action(list);
  for (const [name, words, isOn] of [
    ["pause", "open no reviews because of it; those that are open go on", false],
    ["resume", "open reviews because of it, of what happens from now on", true],
  ] as const) {
    const kind = new Argument("<kind>", "what happens").choices(TRIGGER_KINDS);
    asPerson(trigger.command(name).description(words).addArgument(kind)).action(
      (of: TriggerKind, options: PersonOptions) => turn(of, isOn, options),
    );
  }
}

async function list({ as, json }: PersonOptions): Promise<void> {
  const found = await listTriggers(await operatorActor(as), {});
  answer(json, found, () =>
    aligned([
      ["KIND", "OPENS REVIEWS", "THE LAST ONE", "WHEN"],
      ...found.map(({ kind, isOn, lastReview, says }) => [
        kind,
        isOn ? "yes" : "no",
        lastReview?.id ?? "",
        says,
      ]),
    ]),
  );
}

/** As its reviews ask now, or as they do until somebody says otherwise. */
async function turn(kind: TriggerKind, isOn: boolean, { as, json }: PersonOptions): Promise<void> {
  const actor = await operatorActor(as);
  const shown = (await listTriggers(actor, {})).find((one) => one.kind === kind);
  if (shown === undefined) throw new Error("every kind is listed");
  const { terms, version, title } = shown;
  const value = await changeTrigger(actor, { kind, isOn, terms, version });
  answer(json, { kind, isOn, ...value }, () => [
    isOn ? `"${title}" opens reviews from now on.` : `"${title}" opens no reviews.`,
  ]);
}
