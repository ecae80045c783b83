import type { Command } from "commander";
import { endAbsence } from "#lib/identity/commands/end-absence.ts";
import { operatorActor } from "#lib/identity/operator.ts";
import { listAbsences } from "#lib/identity/queries/list-absences.ts";
import { aligned, answer, UsageError } from "./output.ts";

interface Options {
  as?: string;
  json?: boolean;
}

/**
 * `absence list` and `absence end`. None is set from here: who names another's delegate could decide by them, so
 * everybody does it for themselves, signed in.
 */
export function absenceCommands(program: Command): void {
  const absence = program.command("absence").description("who is out of office, and who answers for them");
  absence
    .command("list")
    .description("who is or will be away, the next first")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .action(list);
  absence
    .command("end")
    .description("end somebody's absence at once")
    .argument("<email>", "the person who is away")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .action(end);
}

async function list({ as, json }: Options): Promise<void> {
  const absences = await listAbsences(await operatorActor(as), {});
  answer(json, absences, () => {
    if (absences.length === 0) return ["Nobody is or will be away."];
    const rows = absences.map(({ person, delegate, isDelegateGone, startsOn, endsOn, isOn }) => [
      person.name,
      startsOn,
      endsOn,
      isOn ? "away" : "later",
      isDelegateGone ? `${delegate.name} (has left)` : delegate.name,
    ]);
    return aligned([["PERSON", "FROM", "UNTIL", "NOW", "DELEGATE"], ...rows]);
  });
}

async function end(email: string, { as, json }: Options): Promise<void> {
  const actor = await operatorActor(as);
  const found = (await listAbsences(actor, {})).find(
    ({ person }) => person.email.toLowerCase() === email.toLowerCase(),
  );
  if (found === undefined) throw new UsageError(`Nobody with the address ${email} is or will be away.`);
  await endAbsence(actor, { userId: found.person.id });
  answer(json, { ended: found.person.email }, () => [
    `The absence of ${found.person.name} is ended. ${found.delegate.name} answers for them no more.`,
  ]);
}
