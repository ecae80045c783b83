import type { Role } from "../kernel/actor.ts";
import { type LoadPlan, madeId } from "./model.ts";
import { pick, randomOf } from "./random.ts";
import { FIRST_NAMES, LAST_NAMES } from "./vocabulary.ts";

export interface MadePerson {
  id: string;
  email: string;
  name: string;
  isActive: boolean;
  roles: Role[];
}

/** One person for some servers, within what an organization has. */
export function peopleCount({ servers }: LoadPlan): number {
  return Math.min(4_000, Math.max(20, Math.ceil(servers / 10)));
}

/** The people of a plan. The first one is an administrator; about one in seventeen has left. */
export function madePerson(plan: LoadPlan, ordinal: number): MadePerson {
  // Apart from the servers' numbers.
  const random = randomOf(plan.seed + 1_000_003, ordinal);
  const [first, last] = [pick(random, FIRST_NAMES), pick(random, LAST_NAMES)];
  return {
    id: personId(plan, ordinal),
    email: `${first}.${last}.${ordinal}@load.example`.toLowerCase(),
    name: `${first} ${last}`,
    isActive: !hasLeft(ordinal),
    roles: rolesOf(ordinal),
  };
}

/** Everybody, by id. */
export type People = ReadonlyMap<string, MadePerson>;

let latest: { key: string; people: People } | undefined;

/** The people of a plan by id; those of the plan last asked for are kept, as the same is asked for each chunk. */
export function madePeople(plan: LoadPlan): People {
  const key = `${plan.seed} ${plan.servers} ${plan.startedOn.getTime()}`;
  if (latest?.key === key) return latest.people;
  const made = Array.from({ length: peopleCount(plan) }, (_, ordinal) => madePerson(plan, ordinal));
  latest = { key, people: new Map(made.map((one) => [one.id, one])) };
  return latest.people;
}

/** The same on whatever day the load goes on, and another one for another number of servers. */
export function personId(plan: LoadPlan, ordinal: number): string {
  return madeId(plan, "person", new Date(PEOPLE_SINCE_MS + plan.servers), ordinal);
}

const PEOPLE_SINCE_MS = Date.UTC(2020, 0, 1);

/** Not among the first, who own the most. */
function hasLeft(ordinal: number): boolean {
  return ordinal > 10 && ordinal % 17 === 3;
}

function rolesOf(ordinal: number): Role[] {
  if (ordinal < 2) return ["admin", "member"];
  if (ordinal < 12) return ["approver", "member"];
  return ordinal < 15 ? ["auditor"] : ["member"];
}
