import "#tests/setup/use-test-database.ts";
import fc from "fast-check";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { evaluate } from "#lib/decisions/model.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { Readers } from "#lib/decisions/readers.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/id.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";
import { consumerId, layWorld, randomWorld, serverId, toolId } from "./random-world.ts";

const NOW = new Date("2026-11-30T12:00:00Z");
const RUNS = 25;

let owner: Client;
let organizationId: string;
let readers: Readers;
let restore: () => void;

beforeAll(async () => {
  owner = await connectOwner((await testDatabase()).ownerUrl);
  ({ organizationId } = await newOrganization());
  readers = new Readers();
  restore = setClock(() => NOW);
});

afterAll(async () => {
  restore();
  readers.close();
  await owner.end();
});

const QUESTIONS = ["server-0", "server-1", "server-9", "\uFFFD"].flatMap((server) =>
  ["tool-0", "tool-1", "tool-9", "\u0000", "\uD800"].flatMap((tool) =>
    [
      ["consumer", "consumer-0"],
      ["agent", "consumer-1"],
      ["service", consumerId(0).toUpperCase()],
      ["identity", consumerId(1)],
      ["consumer", serverId(0)],
      ["application", toolId(0)],
      ["consumer", "\uDFFF"],
      ["robot", "consumer-0"],
    ].map(([type = "", id = ""]) => ({
      subject: { type, id },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `${server}/${tool}` },
    })),
  ),
);

async function answersOfDatabase() {
  const actor = {
    kind: "token" as const,
    organizationId,
    tokenId: newId(),
    name: "gateway",
    scopes: ["decisions:evaluate" as const],
  };
  const batches = [QUESTIONS.slice(0, 80), QUESTIONS.slice(80)];
  return (await Promise.all(batches.map((questions) => evaluateAccess(actor, { questions })))).flat();
}

describe("what a process holds in memory", () => {
  it("answers as the database does, read whole or followed from one world to the next", async () => {
    let followed: Awaited<ReturnType<Readers["load"]>> | null = null;
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(randomWorld, async (world) => {
        await layWorld(owner, organizationId, world, NOW);
        const expected = await answersOfDatabase();
        const whole = await readers.load(organizationId);
        if (followed !== null) {
          const difference = await readers.difference(organizationId, followed.horizon, new Set());
          followed.world.put(difference.rows);
          followed = { world: followed.world, horizon: difference.horizon };
        }
        followed ??= await readers.load(organizationId);
        for (const [index, question] of QUESTIONS.entries()) {
          const ofDatabase = expected[index];
          codes.add(ofDatabase?.reason.code ?? "");
          for (const { world: held } of [whole, followed]) {
            expect(evaluate(held.snapshotOf(question), question, NOW.getTime())).toEqual(ofDatabase);
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    // A comparison of refusals alone would prove little.
    expect([...codes]).toContain("granted");
    expect(codes.size).toBeGreaterThan(10);
  }, 120_000);

  it("holds nothing of another organization", async () => {
    const other = await newOrganization();
    const { world } = await readers.load(other.organizationId);
    expect(world.size).toBe(0);
    expect(QUESTIONS.every((question) => world.snapshotOf(question).server === null)).toBe(true);
  });
});
