import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { ZodType, z } from "zod";
import type { PersonActor } from "../kernel/actor.ts";
import type { Command } from "../kernel/command.ts";
import type { Query } from "../kernel/query.ts";
import { withRequestId } from "../kernel/request-context.ts";
import { currentPerson } from "./page.ts";
import { isOurs, toProblem } from "./problem.ts";

/** What a form is answered; `components/form/form-state.ts` shows it. */
export type ActionState =
  | { status: "idle" }
  | {
      status: "error";
      /** Why, for who answers a form with more words than the message. */
      code?: string;
      message: string;
      fieldErrors: Record<string, string>;
      values: Record<string, string>;
      chosen: Record<string, string[]>;
      requestId?: string;
    }
  | { status: "done"; message: string; result?: Record<string, string> };

interface Submission<S extends ZodType, R> {
  command: Command<S, R>;
  /** The form's fields as the command's input; the command's schema judges it. */
  input: (form: FormData) => unknown;
  done: (result: R) => { message: string; result?: Record<string, string>; redirectTo?: string };
}

/**
 * Door of every form: finds the person, runs one command, and answers with what the form shows. Next checks that a
 * server action comes from our own origin.
 */
export async function submit<S extends ZodType, R>(
  form: FormData,
  { command, input, done }: Submission<S, R>,
): Promise<ActionState> {
  return answerForm(form, async (actor) => {
    // The command parses it: anything may come in through a door.
    const { redirectTo, ...answer } = done(await command(actor, input(form) as z.input<S>));
    revalidatePath("/", "layout");
    if (redirectTo !== undefined) redirect(redirectTo);
    return answer;
  });
}

/** Door of a form that runs a command for each of several things: `run` gives what became of them. */
export async function submitEach<R>(
  form: FormData,
  work: {
    run: (actor: PersonActor) => Promise<R>;
    done: (result: R) => { message: string; result?: Record<string, string> };
  },
): Promise<ActionState> {
  return answerForm(form, async (actor) => {
    const answer = work.done(await work.run(actor));
    revalidatePath("/", "layout");
    return answer;
  });
}

interface Question<S extends ZodType, R> {
  query: Query<S, R>;
  /** The form's fields as the query's input; the query's schema judges it. */
  input: (form: FormData) => unknown;
  done: (result: R) => { message: string; result?: Record<string, string> };
}

/** Door of a form that only asks: the page stays as it is. */
export async function ask<S extends ZodType, R>(
  form: FormData,
  { query, input, done }: Question<S, R>,
): Promise<ActionState> {
  // The query parses it: anything may come in through a door.
  return answerForm(form, async (actor) => done(await query(actor, input(form) as z.input<S>)));
}

async function answerForm(
  form: FormData,
  work: (actor: PersonActor) => Promise<{ message: string; result?: Record<string, string> }>,
): Promise<ActionState> {
  const head = await headers();
  return withRequestId(head.get("x-request-id") ?? crypto.randomUUID(), async () => {
    try {
      const actor = await currentPerson();
      if (actor === null) redirect("/sign-in");
      return { status: "done", ...(await work(actor)) };
    } catch (error) {
      unstable_rethrow(error);
      const problem = toProblem(error);
      return {
        status: "error",
        code: problem.code,
        message: problem.message,
        fieldErrors: problem.fields,
        values: typedValues(form),
        chosen: chosenValues(form),
        ...(problem.requestId === null || !isOurs(problem) ? {} : { requestId: problem.requestId }),
      };
    }
  });
}

/** A text field, or undefined when it was left empty: optional inputs are absent, not blank. */
export function text(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** Every value of a field that may come several times (checkboxes). */
export function texts(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value): value is string => typeof value === "string" && value !== "");
}

function typedValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !name.startsWith("$")) values[name] = value;
  }
  return values;
}

function chosenValues(form: FormData): Record<string, string[]> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$"));
  return Object.fromEntries(names.map((name) => [name, texts(form, name)]));
}
