import type { Command } from "commander";
import { operatorActor } from "#lib/identity/operator.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { changeSchedule } from "#lib/reviews/commands/change-schedule.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { deleteSchedule } from "#lib/reviews/commands/delete-schedule.ts";
import { pauseSchedule } from "#lib/reviews/commands/pause-schedule.ts";
import { resumeSchedule } from "#lib/reviews/commands/resume-schedule.ts";
import { getSchedule } from "#lib/reviews/queries/get-schedule.ts";
import { listSchedules } from "#lib/reviews/queries/list-schedules.ts";
import { asPerson, type Done, type PersonOptions } from "./as-person.ts";
import { aligned, answer } from "./output.ts";
import { readJson } from "./read-json.ts";

type Asked = Parameters<typeof defineSchedule>[1];
type Shown = Awaited<ReturnType<typeof getSchedule>>;

/** `review schedule list`, `define`, `change`, and what is done with one by its id. */
export function scheduleCommands(review: Command): void {
  const schedule = review.command("schedule").description("reviews that come back");
  asPerson(schedule.command("list").description("schedules, newest first")).action(list);
  asPerson(
    schedule
      .command("define")
      .description("define a schedule: definition, recurrence, startsItself")
      .argument("<file>", "as JSON"),
  ).action(define);
  asPerson(
    schedule
      .command("change")
      .description("change what a schedule asks, or when")
      .argument("<id>", "the schedule")
      .argument("<file>", "as JSON"),
  ).action(change);
  for (const [name, words, work] of BY_ID) {
    asPerson(schedule.command(name).description(words).argument("<id>", "the schedule")).action(
      async (scheduleId: string, { as, json }: PersonOptions) => {
        const actor = await operatorActor(as);
        const shown = await getSchedule(actor, { scheduleId });
        const { value, lines } = await work(actor, shown);
        answer(json, value, () => lines);
      },
    );
  }
}

const BY_ID: readonly [string, string, (actor: PersonActor, shown: Shown) => Promise<Done>][] = [
  ["show", "when it opens reviews, and those it opened", show],
  ["pause", "open no more reviews until it is resumed", pause],
  ["resume", "go on with the next date", resume],
  ["delete", "delete it; its reviews stay", remove],
];

async function list({ as, json }: PersonOptions): Promise<void> {
  const { items } = await listSchedules(await operatorActor(as), { limit: 200 });
  answer(json, items, () => {
    if (items.length === 0) return ["There are no schedules."];
    const rows = items.map(({ id, state, nextAt, recurs, recurrence, name }) => [
      id,
      state,
      nextAt?.slice(0, 16) ?? "",
      recurs ?? recurrence.rule,
      name,
    ]);
    return aligned([["ID", "STATE", "NEXT (UTC)", "COMES BACK", "NAME"], ...rows]);
  });
}

async function define(file: string, { as, json }: PersonOptions): Promise<void> {
  const made = await defineSchedule(await operatorActor(as), readJson<Asked>(file));
  answer(json, made, () => [
    `Schedule ${made.scheduleId} is defined; it opens its first review ${made.nextAt}.`,
  ]);
}

async function change(scheduleId: string, file: string, { as, json }: PersonOptions): Promise<void> {
  const actor = await operatorActor(as);
  const { version } = await getSchedule(actor, { scheduleId });
  const changed = await changeSchedule(actor, { scheduleId, version, ...readJson<Asked>(file) });
  answer(json, changed, () => ["The schedule is changed. Reviews that are open stay as they are."]);
}

async function show(_actor: PersonActor, schedule: Shown): Promise<Done> {
  const { name, state, recurs, recurrence, nextDates, reviews } = schedule;
  return {
    value: schedule,
    lines: [
      `${name}: ${state}, ${recurs ?? recurrence.rule}`,
      ...nextDates.map((date) => `opens a review ${date}`),
      ...reviews.map((one) => `${one.dueAt}  ${one.state}  ${one.id}  ${one.name}`),
    ],
  };
}

async function pause(actor: PersonActor, { id: scheduleId, version }: Shown): Promise<Done> {
  const value = await pauseSchedule(actor, { scheduleId, version });
  return { value, lines: ["It opens no more reviews until it is resumed. Those that are open go on."] };
}

async function resume(actor: PersonActor, { id: scheduleId, version }: Shown): Promise<Done> {
  const value = await resumeSchedule(actor, { scheduleId, version });
  return {
    value,
    lines: [value.nextAt === null ? "It has no more dates." : `It opens its next review ${value.nextAt}.`],
  };
}

async function remove(actor: PersonActor, { id: scheduleId, version, name }: Shown): Promise<Done> {
  await deleteSchedule(actor, { scheduleId, version });
  return { value: { deleted: scheduleId }, lines: [`The schedule "${name}" is deleted; its reviews stay.`] };
}
