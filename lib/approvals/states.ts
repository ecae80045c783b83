import { refused } from "#lib/kernel/app-error.ts";
import type { RequestState } from "#lib/kernel/generated/enums.ts";

export type RequestAction =
  | "submit"
  | "approve"
  | "ask_changes"
  | "reject"
  | "withdraw"
  | "expire"
  | "supersede"
  | "apply";

export const REQUEST_STATES = [
  "draft",
  "pending",
  "approved",
  "rejected",
  "withdrawn",
  "expired",
  "applied",
  "failed",
] as const satisfies readonly RequestState[];

/**
 * Where each action leads; every command that moves a request asks `stateAfter`. What a request grants lies within Steward,
 * and is in force with the last vote or not at all: nothing fails to be applied until something outside has to follow.
 * `approve` leads to approved only with the vote that fills the last stage; until then the request stays pending. One whose
 * changes were asked for stays pending too, and expires like any other; sent again, another takes its place (`supersede`).
 */
export const TRANSITIONS = {
  draft: { submit: "pending", withdraw: "withdrawn" },
  pending: {
    approve: "approved",
    ask_changes: "pending",
    reject: "rejected",
    withdraw: "withdrawn",
    expire: "expired",
    supersede: "withdrawn",
  },
  approved: { apply: "applied" },
  failed: {},
  rejected: {},
  withdrawn: {},
  expired: {},
  applied: {},
} as const satisfies Record<RequestState, Partial<Record<RequestAction, RequestState>>>;

/** Where this action leads from this state. @throws AppError `refused` where it leads nowhere */
export function stateAfter<Action extends RequestAction>(
  state: RequestState,
  action: Action,
): StateAfter<Action> {
  const transitions: Partial<Record<RequestAction, RequestState>> = TRANSITIONS[state];
  const next = transitions[action];
  if (next === undefined) {
    throw refused(state === "pending" ? "A pending request does not allow this." : NOT_PENDING[state]);
  }
  // The table itself says so, of each state that has the action.
  return next as StateAfter<Action>;
}

type Table = typeof TRANSITIONS;
type StateAfter<Action extends RequestAction> = {
  [State in RequestState]: Action extends keyof Table[State] ? Table[State][Action] : never;
}[RequestState];

/** Why nothing is done any more with a request that waits for nobody. */
export const NOT_PENDING: Record<Exclude<RequestState, "pending">, string> = {
  draft: "This request has not been submitted yet.",
  approved: "This request is approved already.",
  applied: "This request is approved already, and what it asked for is in force.",
  rejected: "This request was rejected. Ask again if something has changed.",
  withdrawn: "This request was withdrawn.",
  expired: "Nobody answered in time, so this request has expired. Ask again.",
  failed: "This request was approved, but could not be applied.",
};
