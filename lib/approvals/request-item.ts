import { z } from "zod";
import { aloneReason, pathOf } from "./decide-together.ts";
import type { RequestListRow } from "./list-store.ts";
import { isExpired } from "./model.ts";

/** What a list needs of the path that was frozen onto a request. */
const frozen = z.object({ policyVersion: z.string(), ruleIds: z.array(z.string()) });

export interface RequestVoice {
  /** Who is away and until when, in words, where this person answers in their place. */
  answersFor: string | null;
  /**
   * Whoever gains by it, or answers one whose requester has left, only says no to it; and in production owners are never the
   * only ones to approve.
   */
  mayOnlyReject: boolean;
}

export type RequestItem = ReturnType<typeof toRequestItem>;

/**
 * A request as a list shows it. Times are ISO 8601, UTC. A pending request past its time shows as expired, whether a
 * sweep has been or not.
 */
export function toRequestItem(
  row: RequestListRow,
  { waitingPosition, voice }: { waitingPosition: number | null; voice: RequestVoice | null },
  now: Date,
) {
  const {
    stages,
    decisions,
    remarks,
    breakGlass,
    _count,
    policySnapshot,
    submittedAt,
    decidedAt,
    expiresAt,
    ...request
  } = row;
  const waiting = stages.find(({ position }) => position === waitingPosition);
  const state = row.state === "pending" && isExpired(row, now) ? ("expired" as const) : row.state;
  const path = frozen.safeParse(policySnapshot).data;
  const changesAsked = remarks.length === 0 ? null : "Changes were asked for: look at what was said.";
  const mayOnlyReject = voice?.mayOnlyReject ?? false;
  const onlyReject = mayOnlyReject ? "You can only reject it, so it is decided by itself." : null;
  const facts = {
    ...{ state, kind: row.kind, cause: row.cause, impact: row.impact, environment: row.environment },
    policy: { version: path?.policyVersion ?? "", ruleIds: path?.ruleIds ?? [] },
    stage: waiting ?? null,
  };
  return {
    ...request,
    state,
    itemCount: _count.items,
    /** Who asked for changes, so that it waits for whoever asked. */
    changesAskedBy: row.state === "pending" ? (remarks[0]?.author.name ?? null) : null,
    /** Whoever looks gains by it, owns the server so that nobody else could approve after them, or its requester has left. */
    mayOnlyReject,
    answersFor: voice?.answersFor ?? null,
    waitingFor: row.state === "pending" && waiting !== undefined ? waiting.name : null,
    /** Why it is not decided together with others, and what those must share; without a path on record it is alone. */
    aloneReason:
      path === undefined
        ? "The path it takes is not on record."
        : (changesAsked ?? onlyReject ?? aloneReason(facts)),
    pathKey: pathOf(facts),
    /** What holds of one that broke glass: nobody approved it. Null for all others. */
    breakGlass: breakGlass?.state ?? null,
    deciders: decisions.map(({ decider, onBehalfOf, decision }) => ({
      name: decider.name,
      /** Who was away, where it was given in their place. */
      onBehalfOf: onBehalfOf?.name ?? null,
      decision,
    })),
    submittedAt: submittedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
  };
}
