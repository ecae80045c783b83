import fc from "fast-check";
import type { Role } from "#lib/kernel/actor.ts";

/** People by number: admin, owner, approver, approver2, member, and three members more. */
const PEOPLE = 8;
export type Step =
  | { do: "submit"; by: number; withConsumer: boolean; days: number }
  | {
      do: "vote";
      by: number;
      isAsked: boolean;
      on: number;
      approve: boolean;
      fresh: boolean;
      days: number | null;
    }
  | { do: "changes" | "comment"; by: number; isAsked: boolean; on: number }
  | { do: "resubmit"; by: number; on: number; days: number }
  | { do: "away"; who: number; delegate: number; days: number }
  | { do: "glass"; by: number; hours: number }
  | { do: "review"; by: number; on: number; justified: boolean }
  | { do: "withdraw"; by: number; on: number }
  | { do: "repair"; by: number; on: number }
  | { do: "clock"; hours: number }
  | { do: "sweep" }
  | { do: "leave" | "return"; who: number }
  | { do: "group"; members: number[] }
  | { do: "roles"; who: number; roles: Role[] }
  | { do: "manager"; who: number }
  | { do: "tool"; changed: boolean }
  | { do: "owners"; owner: number; backup: number };

const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const anyRequest = fc.integer({ min: 0, max: 1 });

/** Votes are likelier than all else: a walk without them shows little. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("submit" as const),
      by: person,
      withConsumer: fc.boolean(),
      days: fc.integer({ min: 1, max: 90 }),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("vote" as const),
      by: person,
      isAsked: fc.oneof(
        { weight: 4, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      on: anyRequest,
      approve: fc.oneof(
        { weight: 5, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      fresh: fc.boolean(),
      days: fc.option(fc.integer({ min: 1, max: 90 }), { freq: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("changes" as const, "comment" as const),
      by: person,
      isAsked: fc.boolean(),
      on: anyRequest,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("resubmit" as const),
      by: person,
      on: anyRequest,
      days: fc.integer({ min: 1, max: 90 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("away" as const),
      who: person,
      delegate: person,
      days: fc.integer({ min: 0, max: 10 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("glass" as const),
      by: fc.integer({ min: 0, max: 1 }),
      hours: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("review" as const),
      by: person,
      on: anyRequest,
      justified: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("withdraw" as const), by: person, on: anyRequest }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("repair" as const), by: person, on: anyRequest }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("clock" as const), hours: fc.integer({ min: -48, max: 120 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "sweep" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("leave" as const), who: fc.integer({ min: 1, max: PEOPLE - 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("return" as const), who: person }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("group" as const),
      members: fc.uniqueArray(person, { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("roles" as const),
      who: fc.integer({ min: 1, max: PEOPLE - 1 }),
      roles: fc.uniqueArray(fc.constantFrom<Role>("admin", "approver", "member"), { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("manager" as const), who: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("tool" as const), changed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("owners" as const), owner: person, backup: person }) },
);

export interface PlannedStage {
  sources: ("approvers" | "admins" | "group" | "person" | "owner" | "backup_owner" | "manager")[];
  quorum: number;
  needsStepUp: boolean;
}

export interface PlannedPolicy {
  stages: PlannedStage[];
  needsDistinctPeople: boolean;
}

export const anyPolicy: fc.Arbitrary<PlannedPolicy> = fc.record({
  stages: fc.array(
    fc.record({
      sources: fc.uniqueArray(
        fc.constantFrom("approvers", "admins", "group", "person", "owner", "backup_owner", "manager"),
        { minLength: 1, maxLength: 3 },
      ),
      quorum: fc.integer({ min: 1, max: 3 }),
      needsStepUp: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  needsDistinctPeople: fc.boolean(),
});
