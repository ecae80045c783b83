import type { ZodType, z } from "zod";
import type { Actor } from "./actor.ts";
import { AppError } from "./app-error.ts";
import { appendEvents } from "./audit-log.ts";
import { auditRefusal, authorize, parseInput } from "./authorize.ts";
import { now } from "./clock.ts";
import { inTenant, type Tx } from "./db.ts";
import type { SomeEvents } from "./events.ts";
import { announce, enqueueJob, type Job } from "./outbox.ts";
import type { Permission } from "./permissions.ts";

export interface CommandContext {
  tx: Tx;
  actor: Actor;
  now: Date;
}

/** What a command's `run` gives back: at least one event, so a silent write does not compile. */
export interface Outcome<R> {
  result: R;
  events: SomeEvents;
  jobs?: readonly Job[];
}

/** Nothing needed changing. The transaction is rolled back, so a write hidden behind this word is undone. */
export interface Unchanged<R> {
  unchanged: true;
  result: R;
}

export interface Command<S extends ZodType = ZodType, R = unknown> {
  (actor: Actor, input: z.input<S>): Promise<R>;
  readonly commandName: string;
  readonly permission: Permission;
  readonly input: S;
}

interface CommandDefinition<S extends ZodType, R> {
  name: string;
  permission: Permission;
  input: S;
  run: (context: CommandContext, input: z.output<S>) => Promise<Outcome<R> | Unchanged<R>>;
}

export function unchanged<R>(result: R): Unchanged<R> {
  return { unchanged: true, result };
}

/**
 * The only way to change anything. In this order: parse, authorize, begin with the tenant set, run, hand over jobs
 * and announced events, append to the audit trail, commit. A refusal by a rule is audited in a transaction of its
 * own, since the one it happened in is rolled back.
 *
 * @throws AppError with the code that says which of these stopped it
 */
export function command<S extends ZodType, R>(definition: CommandDefinition<S, R>): Command<S, R> {
  return define(definition, undefined);
}

/** Milliseconds. One statement over a million rows takes half a minute on a small machine. */
const BULK_TIMEOUT_MS = 15 * 60_000;

/**
 * A command whose work goes over a great many rows: the same in everything, but that it may take a quarter of an hour.
 * Most are run by the worker; what a person waits for is taking a population back and beginning to close.
 */
export function bulkCommand<S extends ZodType, R>(definition: CommandDefinition<S, R>): Command<S, R> {
  return define(definition, BULK_TIMEOUT_MS);
}

function define<S extends ZodType, R>(
  definition: CommandDefinition<S, R>,
  timeoutMs: number | undefined,
): Command<S, R> {
  const { name, permission, input: schema, run } = definition;
  const execute = async (actor: Actor, input: z.input<S>): Promise<R> => {
    const parsed = parseInput(schema, input, { allowsNul: actor.kind === "system" });
    await authorize(actor, permission, name);
    const at = now();
    try {
      const work = async (tx: Tx): Promise<R> => {
        const outcome = await run({ tx, actor, now: at }, parsed);
        if ("unchanged" in outcome) throw new NothingChanged(outcome.result);
        for (const job of outcome.jobs ?? []) await enqueueJob(tx, actor.organizationId, job);
        await announce(tx, actor.organizationId, outcome.events);
        await appendEvents(tx, actor, outcome.events, at);
        return outcome.result;
      };
      return await inTenant(actor.organizationId, "write", work, timeoutMs);
    } catch (error) {
      // Only `unchanged` of this very run throws it, so the result has the run's type.
      if (error instanceof NothingChanged) return error.result as R;
      if (error instanceof AppError && isToBeAudited(error)) {
        await auditRefusal(actor, name, error);
      }
      throw error;
    }
  };
  return Object.assign(execute, { commandName: name, permission, input: schema });
}

/** What is hidden from whoever tried says nothing to them; the trail names it. */
function isToBeAudited({ code, subject }: AppError): boolean {
  return code === "refused" || code === "forbidden" || (code === "not_found" && subject !== undefined);
}

/** Carries a result out of a transaction that is to be rolled back. */
class NothingChanged extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super("nothing changed");
    this.result = result;
  }
}
