import type { DataClass } from "../inventory/model.ts";
import type { Criticality, Environment, ServerState } from "../kernel/generated/enums.ts";
import { cadenceDays, STARTING_CADENCE } from "../policy/approval/review-terms.ts";
import { type Connection, madeConnection } from "./made-connection.ts";
import { peopleCount, personId } from "./made-people.ts";
import { DAY_MS, type LoadPlan, registeredAt, serverId } from "./model.ts";
import { between, pick, type Random, skewed, weighted } from "./random.ts";
import { SYSTEMS } from "./systems.ts";
import { codeName, REGIONS, TEAMS } from "./vocabulary.ts";

export interface MadeServer extends Connection {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  /** Its position among the systems. */
  system: number;
  state: ServerState;
  stateReason: string | null;
  environment: Environment;
  criticality: Criticality;
  team: string | null;
  dataClasses: DataClass[];
  tags: string[];
  ownerId: string | null;
  backupOwnerId: string | null;
  /** One of the roles an organization begins with; null for none. */
  roleSlug: string | null;
  nextReviewOn: Date;
  lastSeenAt: Date | null;
  lastIntrospectedAt: Date | null;
  registeredById: string;
  registeredAt: Date;
  updatedAt: Date;
}

const STATES = { active: 80, registered: 13, suspended: 3, revoked: 2, retired: 2 } as const;
const REASONS: Partial<Record<ServerState, string>> = {
  suspended: "Suspended while its owner looks into an alert.",
  revoked: "Its access was revoked; nobody needs it any more.",
  retired: "Replaced by a newer server.",
};
const ENVIRONMENTS = { development: 42, staging: 20, production: 38 } as const;
const CRITICALITIES = { low: 35, medium: 40, high: 19, critical: 6 } as const;
const ROLES = {
  "read-only-analyst": 25,
  "ticket-operator": 20,
  "developer-tools": 25,
  deployer: 5,
  "regulated-operator": 5,
  none: 20,
} as const;
const TAGS = [
  "pilot",
  "shared",
  "vendor-managed",
  "customer-facing",
  "batch",
  "migrating",
  "eu-only",
] as const;

const drawSystem = skewed(SYSTEMS.length);
const drawTeam = skewed(TEAMS.length);
const drawOwner = new Map<number, (random: Random) => number>();

/** The server of this ordinal, without its parts. */
export function madeServer(plan: LoadPlan, ordinal: number, random: Random): MadeServer {
  const at = registeredAt(plan, ordinal);
  const position = drawSystem(random);
  const system = SYSTEMS[position] ?? SYSTEMS[0];
  const code = codeName(random);
  const region = pick(random, REGIONS);
  const team = random() < 0.04 ? null : (TEAMS[drawTeam(random)] ?? null);
  const thing = pick(random, system.things).replaceAll("_", " ");
  const name = `${system.name} ${code[0]?.toUpperCase()}${code.slice(1)} ${thing}s ${region}`;
  const number = String(ordinal).padStart(7, "0");
  const environment = weighted(random, ENVIRONMENTS);
  const criticality = weighted(random, CRITICALITIES);
  const state = weighted(random, STATES);
  const people = `${team ?? "several teams"} (${region})`;
  return {
    id: serverId(plan, ordinal),
    slug: `${toWord(system.name)}-${code}-${number}`,
    name,
    purpose: `Lets ${people} ${system.use}, mostly the ${thing}s of the project ${code}.`,
    system: position,
    state,
    stateReason: REASONS[state] ?? null,
    environment,
    criticality,
    team,
    dataClasses: random() < 0.25 ? [] : [...system.dataClasses],
    tags: [...system.tags, ...(random() < 0.3 ? [pick(random, TAGS)] : [])],
    ...madeOwners(plan, environment, random),
    roleSlug: orNull(weighted(random, ROLES)),
    registeredById: personId(plan, 0),
    ...madeConnection({ system, code, number, region, team }, random),
    ...madeDates(plan, at, { state, environment, criticality }, random),
  };
}

function madeOwners(plan: LoadPlan, environment: Environment, random: Random) {
  const count = peopleCount(plan);
  const draw = drawOwner.get(count) ?? skewed(count);
  drawOwner.set(count, draw);
  const owner = draw(random);
  const backup = draw(random);
  const hasBackup = backup !== owner && random() < (environment === "production" ? 0.94 : 0.4);
  return {
    ownerId: random() < 0.015 ? null : personId(plan, owner),
    backupOwnerId: hasBackup ? personId(plan, backup) : null,
  };
}

function madeDates(
  { startedOn }: LoadPlan,
  at: Date,
  kept: Pick<MadeServer, "state" | "environment" | "criticality">,
  random: Random,
) {
  const ageMs = startedOn.getTime() - at.getTime();
  const cadence = cadenceDays(STARTING_CADENCE, { ...kept, impact: null }) ?? 0;
  const overdueDays = random() < 0.08 ? between(random, 1, 90) : 0;
  const aheadDays = Math.floor(cadence * random());
  const isSeen = kept.state !== "registered" && random() < 0.93;
  // Most were used this week, some a month ago, a few not for a year.
  const unseenMs = Math.min(ageMs, DAY_MS * 400 * random() ** 4);
  const lastSeenAt = isSeen ? new Date(startedOn.getTime() - Math.floor(unseenMs)) : null;
  return {
    nextReviewOn: new Date(startedOn.getTime() + (overdueDays > 0 ? -overdueDays : aheadDays) * DAY_MS),
    lastSeenAt,
    lastIntrospectedAt: lastSeenAt,
    registeredAt: at,
    updatedAt: new Date(at.getTime() + Math.floor(ageMs * random())),
  };
}

function orNull(slug: keyof typeof ROLES): string | null {
  return slug === "none" ? null : slug;
}

function toWord(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}
