import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { askIntrospection } from "#lib/discovery/commands/ask-introspection.ts";
import { getIntrospection } from "#lib/discovery/queries/get-introspection.ts";
import { operatorActor } from "#lib/identity/operator.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { answer } from "./output.ts";
import { progress } from "./progress.ts";

const WAIT_SECONDS_MAX = 60;
const POLL_MS = 500;

/** `introspect SLUG`: asks, and waits for what the worker finds. */
export function introspectCommand(program: Command): void {
  program
    .command("introspect")
    .description("ask a registered server what it offers")
    .argument("<slug>", "the server's short name, as in its URL")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .action(introspect);
}

async function introspect(slug: string, { as, json }: { as?: string; json?: boolean }): Promise<void> {
  const actor = await operatorActor(as);
  const server = await getServer(actor, { slug });
  const { introspectionId } = await askIntrospection(actor, { serverId: server.id });
  const outcome = await untilDone(actor, introspectionId);
  if (outcome.state !== "succeeded") {
    throw new Error(outcome.errorMessage ?? `${server.name} could not be introspected.`);
  }
  answer(json, outcome, () => [`${server.name} offers ${outcome.toolCount ?? 0} tool(s).`]);
}

async function untilDone(actor: PersonActor, introspectionId: string) {
  for (let waitedMs = 0; waitedMs < WAIT_SECONDS_MAX * 1_000; waitedMs += POLL_MS) {
    const outcome = await getIntrospection(actor, { introspectionId });
    if (outcome.state !== "queued" && outcome.state !== "running") {
      progress("");
      return outcome;
    }
    progress(`Waiting for the worker (${Math.floor(waitedMs / 1_000)} s)`);
    await wait(POLL_MS);
  }
  progress("");
  throw new Error(
    `There is no answer after ${WAIT_SECONDS_MAX} s. It will be on the server's page once the worker has it; \`steward doctor\` says whether one runs.`,
  );
}
