import { addDays } from "date-fns/addDays";
import type { Actor } from "../kernel/actor.ts";
import { permitted } from "../kernel/permissions.ts";
import { decideEdit, type Editable, type EditVerdict } from "./model.ts";

/** A retirement is planned at most this far ahead. */
export const PLANNED_AHEAD_DAYS = 366;

export interface Retirable extends Editable {
  /** When its retirement was asked for; null when nobody has. */
  retireAskedAt: Date | null;
}

/** May this person ask that the server be retired? The owner, the backup owner and administrators may. */
export function decideRetirementRequest(server: Retirable, actor: Actor): EditVerdict {
  const edit = decideEdit(server, actor);
  if (!edit.ok) return edit;
  if (server.retireAskedAt !== null) {
    return { ok: false, code: "refused", reason: "Its retirement was asked for already. Cancel that first." };
  }
  return { ok: true };
}

/** May this person cancel it? Only before the server is cut off. */
export function decideRetirementCancel(server: Retirable, actor: Actor): EditVerdict {
  const edit = decideEdit(server, actor);
  if (!edit.ok) return edit;
  if (server.retireAskedAt === null) {
    return { ok: false, code: "refused", reason: "Nobody has asked for its retirement." };
  }
  return { ok: true };
}

/** Why the planned day will not do; null when it will. Days are midnight UTC. */
export function plannedDayProblem(plannedOn: Date, now: Date): string | null {
  const today = new Date(now.toISOString().slice(0, 10));
  if (plannedOn < today) return "Choose today or a later day.";
  if (plannedOn > addDays(today, PLANNED_AHEAD_DAYS)) return "Choose a day within a year.";
  return null;
}

/** For asking and canceling: true, or the reason it cannot be done now. */
export function allowedRetirement(
  server: Retirable,
  actor: Actor,
): Record<"requestRetirement" | "cancelRetirement", true | string> {
  const say = (verdict: EditVerdict) =>
    permitted(actor, "server:edit") ?? (verdict.ok ? true : verdict.reason);
  return {
    requestRetirement: say(decideRetirementRequest(server, actor)),
    cancelRetirement: say(decideRetirementCancel(server, actor)),
  };
}
