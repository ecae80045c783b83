import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { GET as metrics } from "#app/metrics/route.ts";
import { beat } from "#lib/jobs/store.ts";
import { newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization } from "#tests/factories/organization.ts";

it("counts waiting jobs and tells how long ago a worker was seen", async () => {
  const before = await figures();
  expect(before.has("steward_worker_heartbeat_age_seconds")).toBe(false);
  await newGovernedServer(await newOrganization());
  await beat("worker-of-this-test", new Date(), new Date(Date.now() - 20_000));
  const after = await figures();
  expect(after.get("steward_database_up")).toBe(1);
  expect(after.get("steward_jobs_waiting")).toBeGreaterThan(before.get("steward_jobs_waiting") ?? 0);
  expect(after.get("steward_jobs_failed")).toBe(0);
  expect(after.get("steward_worker_heartbeat_age_seconds")).toBeGreaterThanOrEqual(20);
});

async function figures(): Promise<Map<string, number>> {
  const response = await metrics();
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const lines = (await response.text()).trimEnd().split("\n");
  const samples = lines.filter((line) => !line.startsWith("#"));
  return new Map(samples.map((line) => line.split(" ")).map(([name = "", value]) => [name, Number(value)]));
}
