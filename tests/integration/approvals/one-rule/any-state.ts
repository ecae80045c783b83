import fc from "fast-check";
import type { Role } from "#lib/kernel/actor.ts";

export const PEOPLE = 7;
export const REQUESTS = 3;

const SOURCES = [
  "person",
  "person",
  "role:approver",
  "role:member",
  "group",
  "owner",
  "backup_owner",
  "manager",
  "escalation:asked_managers",
  "escalation:role:admin",
] as const;

const person = fc.nat({ max: PEOPLE - 1 });
const maybe = fc.option(person, { freq: 2 });
// Mostly nobody: where everybody is a party to everything, nothing is left to compare.
const seldom = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: person });
const few = seldom.map((one) => (one === null ? [] : [one]));
const seldomTrue = seldom.map((one) => one !== null);

const anyRequest = fc.record({
  requester: person,
  isDrift: seldomTrue,
  named: few,
  repairers: few,
  ownersWhenAsked: few,
  needsDistinctPeople: fc.boolean(),
  stages: fc.array(
    fc.record({
      quorum: fc.integer({ min: 1, max: 2 }),
      seats: fc.array(fc.record({ who: person, source: fc.constantFrom(...SOURCES) }), {
        minLength: 3,
        maxLength: 8,
      }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  votes: fc.array(fc.record({ by: person, inPlaceOf: fc.option(person, { freq: 1 }), stage: fc.nat(2) }), {
    maxLength: 3,
  }),
});

/** Anything that the rules on who decides look at, however it may have come about. People by number. */
export const anyState = fc.record({
  isProduction: fc.boolean(),
  inactive: few,
  roles: fc.array(
    fc.uniqueArray(fc.constantFrom<Role>("admin", "approver", "approver", "member", "auditor"), {
      minLength: 1,
      maxLength: 2,
    }),
    { minLength: PEOPLE, maxLength: PEOPLE },
  ),
  group: fc.uniqueArray(person, { maxLength: 4 }),
  isGroupGone: seldomTrue,
  managers: fc.array(maybe, { minLength: PEOPLE, maxLength: PEOPLE }),
  owner: person,
  backup: person,
  /** Of the consumer asked for beside a tool, of the one asked for alone, and of the one with access already. */
  consumerOwners: fc.tuple(seldom, seldom, seldom),
  reviewers: fc.tuple(seldom, seldom),
  absences: fc.array(fc.record({ who: person, delegate: person, isNow: fc.boolean() }), { maxLength: 3 }),
  requests: fc.tuple(anyRequest, anyRequest, anyRequest),
});

export type AnyState = typeof anyState extends fc.Arbitrary<infer State> ? State : never;
