import { describe, expect, it } from "vitest";
import { registerServerInput } from "../inventory/input.ts";
import { DATA_CLASSES } from "../inventory/model.ts";
import { bulkRows } from "./bulk-rows.ts";
import { madeWhole } from "./made-parts.ts";
import { madePeople, peopleCount } from "./made-people.ts";
import { chunkOf, type LoadPlan } from "./model.ts";
import { randomOf, skewed } from "./random.ts";
import { SYSTEMS } from "./systems.ts";

const plan: LoadPlan = { seed: 5, servers: 3_000, startedOn: new Date("2026-03-02T00:00:00Z") };
const made = Array.from({ length: plan.servers }, (_, ordinal) => madeWhole(plan, ordinal));

describe("what a plan makes", () => {
  it("is made for forty systems, each on a line of its own", () => {
    expect(SYSTEMS).toHaveLength(40);
    expect(new Set(SYSTEMS.map(({ name }) => name)).size).toBe(40);
    for (const { jobs } of SYSTEMS) for (const job of jobs ?? []) expect(job).toMatch(/^[a-z]+(?:_[a-z]+)+$/);
  });

  it("is the same whenever it is asked for", () => {
    expect(madeWhole(plan, 1_234)).toEqual(made[1_234]);
    expect(madeWhole({ ...plan, seed: 6 }, 1_234)).not.toEqual(made[1_234]);
  });

  it("has no id, slug or identity twice", () => {
    const { servers, tools, scopes, credentials, steps } = bulkRows(made, new Map());
    const ids = [servers, tools, scopes, credentials, steps].flat().map((row) => row.id);
    ids.push(...tools.map((tool) => tool.versionId), ...madePeople(plan).keys());
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(servers.map((server) => server.slug)).size).toBe(plan.servers);
    expect(new Set(servers.map((server) => server.identityKey)).size).toBe(plan.servers);
  });

  it("could have been registered by hand", () => {
    for (const { server } of made) {
      const owned = { ...server, ownerId: server.ownerId ?? server.registeredById, serverRoleId: null };
      const backupOwnerId = owned.ownerId === owned.registeredById ? null : owned.registeredById;
      const { nextReviewOn: _day, ...asked } = { ...owned, environment: "staging", backupOwnerId };
      expect(registerServerInput.safeParse(asked).error).toBeUndefined();
    }
  });

  it("is skewed: one owner of twenty has more than a quarter of the servers, and some have none", () => {
    const counts = Map.groupBy(made, ({ server }) => server.ownerId);
    const sizes = [...counts.entries()].filter(([id]) => id !== null).map(([, servers]) => servers.length);
    const top = sizes.toSorted((a, b) => b - a).slice(0, Math.ceil(peopleCount(plan) / 20));
    expect(top.reduce((sum, size) => sum + size, 0) / plan.servers).toBeGreaterThan(0.25);
    expect(counts.get(null)?.length).toBeGreaterThan(0);
  });

  it("offers about four tools at the median, and many on a few", () => {
    const offering = made.map(({ tools }) => tools.length).filter((count) => count > 0);
    const sorted = offering.toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeOneOf([4, 5]);
    expect(sorted.at(-1)).toBeGreaterThan(20);
  });
});

it("uses only data classes of the glossary", () => {
  for (const { dataClasses } of SYSTEMS)
    expect(DATA_CLASSES).toEqual(expect.arrayContaining([...dataClasses]));
});

it("ends the last chunk where the plan ends", () => {
  expect(chunkOf(plan, 2_900)).toEqual({ first: 2_900, end: plan.servers });
});

it("draws the first of four thousand about four times in a hundred", () => {
  const draw = skewed(4_000);
  const random = randomOf(1, 1);
  const firsts = Array.from({ length: 20_000 }, () => draw(random)).filter((rank) => rank === 0).length;
  expect(firsts / 20_000).toBeGreaterThan(0.03);
  expect(firsts / 20_000).toBeLessThan(0.05);
});
