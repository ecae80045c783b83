import { expect, it } from "vitest";
import { AppError } from "#lib/kernel/app-error.ts";
import { type Reading, Tenant } from "./tenant.ts";
import { World, type WorldRows } from "./world.ts";
import type { Difference, LoadedWorld } from "./world-store.ts";

const NOTHING: WorldRows = { servers: [], tools: [], consumers: [], grants: [], tokens: [] };

/** Reads whole worlds, and no difference from before `readable` on: those take too long. */
class SlowReading implements Reading {
  loads = 0;
  differences = 0;
  readable = 0n;
  #horizon = 10n;

  load(): Promise<LoadedWorld> {
    this.loads += 1;
    this.#horizon += 10n;
    return Promise.resolve({ world: new World(), horizon: this.#horizon });
  }

  difference(_id: string, since: bigint): Promise<Difference> {
    this.differences += 1;
    if (since < this.readable) return Promise.reject(new AppError("unavailable", "No answer in time."));
    return Promise.resolve({ horizon: since + 1n, known: [], rows: NOTHING });
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

async function loaded(reading: SlowReading): Promise<Tenant> {
  const tenant = new Tenant("one", reading, () => {});
  await tenant.loadFor("unknown");
  return tenant;
}

it("reads all anew where what changed cannot be read time and again", async () => {
  const reading = new SlowReading();
  const tenant = await loaded(reading);
  reading.readable = 25n;
  const before = tenant.trueAt;
  tenant.noteNotified();
  await settle();
  expect([reading.loads, tenant.trueAt]).toEqual([1, before]);
  // Each look finds that something is still unread.
  for (const startedAt of [before + 1, before + 2, before + 3]) {
    tenant.noteLook(startedAt, undefined);
    await settle();
  }
  expect(reading.loads).toBe(2);
  expect(tenant.trueAt).toBeGreaterThan(before);
});

it("reads what changed once more, and nothing else, after one failure", async () => {
  const reading = new SlowReading();
  const tenant = await loaded(reading);
  reading.readable = 100n;
  tenant.noteNotified();
  await settle();
  reading.readable = 0n;
  tenant.noteLook(tenant.trueAt + 1, undefined);
  await settle();
  expect(reading.loads).toBe(1);
  tenant.noteLook(tenant.trueAt + 1_000, undefined);
  expect(tenant.trueAt).toBeGreaterThan(0);
});
