import { type Actor, actingPerson, type PersonActor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { CommandContext } from "../kernel/command.ts";
import { decideView, type SavedViewFacts, type ViewAct } from "./saved-view.ts";
import { loadView } from "./saved-view-store.ts";

/** The view, when this actor may do this with it now. @throws AppError with the reason when not */
export async function loadViewFor(
  { tx, actor, now }: CommandContext,
  viewId: string,
  act: ViewAct,
): Promise<SavedViewFacts> {
  const view = await loadView(tx, viewId);
  const verdict = decideView(view, act, actor, now);
  if (!verdict.ok) {
    // A private view is not named to anybody else, not even in a refusal.
    const subject = verdict.code === "not_found" ? {} : { subject: subjectOfView(view) };
    throw new AppError(verdict.code, verdict.reason, subject);
  }
  return view;
}

/** The view as audit events name it. */
export function subjectOfView({ id, name }: { id: string; name: string }) {
  return { kind: "saved_view", id, name };
}

/** Views are people's: the permission table lets in no token and no job. */
export function personOf(actor: Actor): PersonActor {
  const person = actingPerson(actor);
  if (person === null) throw new AppError("forbidden", "Only a person has saved views.");
  return person;
}
