import { AppError, refused } from "../kernel/app-error.ts";
import { VIEWS_PER_PERSON_MAX } from "./saved-view.ts";

interface NamedView {
  id: string;
  name: string;
}

/** @throws AppError `invalid` at the name when another view of this person has it, whatever its case */
export function assertFreeName(views: readonly NamedView[], name: string, ownId?: string): void {
  const isTaken = views.some((view) => view.id !== ownId && view.name.toLowerCase() === name.toLowerCase());
  if (!isTaken) return;
  throw new AppError("invalid", "One field needs attention.", {
    fields: { name: "You have a view of this name already. Choose another." },
  });
}

/** @throws AppError `refused` when this person has as many views as one may have */
export function assertRoomForView(views: readonly NamedView[]): void {
  if (views.length < VIEWS_PER_PERSON_MAX) return;
  throw refused(`You have ${VIEWS_PER_PERSON_MAX} views. Delete one that you no longer use.`);
}
