import "#tests/setup/use-test-database.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { broken, type Seen } from "./walk/invariants.ts";
import { anyPolicy, anyStep } from "./walk/steps.ts";
import { World } from "./walk/world.ts";

/** `WALKS=500` for a long look; `WALK_SHRINK=1` finds the shortest walk that fails. */
const WALKS = Number(process.env.WALKS ?? 8);

it("is never approved without each stage's quorum of other people, never stuck in silence, decided once: whatever happens", {
  timeout: WALKS * 60_000,
}, async () => {
  const reached = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      anyPolicy,
      fc.array(anyStep, { minLength: 12, maxLength: 24 }),
      async (policy, steps) => {
        const world = await World.begin();
        const seen: Seen = new Map();
        try {
          await world.adopt(policy);
          await world.take({ do: "submit", by: 1, withConsumer: true, days: 30 });
          for (const step of steps) {
            await world.take(step);
            expect(await broken(world, seen)).toEqual([]);
          }
          await world.take({ do: "clock", hours: 24 * 400 });
          await world.take({ do: "sweep" });
          expect(await broken(world, seen)).toEqual([]);
          // No response is not approval, and nothing waits for ever.
          expect([...seen.values()].filter(({ state }) => state === "pending")).toEqual([]);
        } finally {
          world.end();
        }
        for (const { state } of seen.values()) reached.set(state, (reached.get(state) ?? 0) + 1);
      },
    ),
    {
      numRuns: WALKS,
      endOnFailure: process.env.WALK_SHRINK === undefined,
      seed: Number(process.env.WALK_SEED ?? 20261130),
    },
  );
  // A walk that gets nowhere proves nothing.
  expect([...reached.keys()]).toEqual(expect.arrayContaining(["applied", "rejected", "expired"]));
});
