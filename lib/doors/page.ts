import { cookies, headers } from "next/headers";
import { notFound, redirect, unstable_rethrow } from "next/navigation";
import { cache } from "react";
import { authenticateSession } from "../identity/authenticate.ts";
import type { PersonActor } from "../kernel/actor.ts";
import { now } from "../kernel/clock.ts";
import { withRequestId } from "../kernel/request-context.ts";
import { type Problem, toProblem } from "./problem.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** The person behind this request's cookie, or null. Asked once per request. */
export const currentPerson = cache(async (): Promise<PersonActor | null> => {
  const jar = await cookies();
  return authenticateSession(jar.get(sessionCookieName())?.value);
});

/** The server's time as ISO 8601, for what a page shows relative to it. */
export function pageTime(): string {
  return now().toISOString();
}

export type Answer<T> = { ok: true; actor: PersonActor; data: T } | { ok: false; problem: Problem };

/**
 * Door of every page: finds the person (or sends them to sign in), asks `work`, and turns errors into something the
 * page can show. Not found becomes the not-found page.
 */
export async function answer<T>(work: (actor: PersonActor) => Promise<T>): Promise<Answer<T>> {
  const head = await headers();
  return withRequestId(head.get("x-request-id") ?? crypto.randomUUID(), async () => {
    try {
      const actor = await currentPerson();
      if (actor === null) redirect(`/sign-in?from=${encodeURIComponent(head.get("x-path") ?? "/")}`);
      return { ok: true, actor, data: await work(actor) };
    } catch (error) {
      unstable_rethrow(error);
      const problem = toProblem(error);
      if (problem.code === "not_found") notFound();
      return { ok: false, problem };
    }
  });
}
