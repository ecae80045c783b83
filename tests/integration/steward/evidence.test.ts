import "#tests/setup/use-test-database.ts";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeReview } from "#tests/factories/close-review.ts";
import { evidenceText } from "#tests/factories/evidence.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";
import { runSteward } from "#tests/factories/steward-process.ts";

/** Nothing is there to ask: whoever has only the file and the verifier. */
const NOTHING_ELSE = { DATABASE_URL: "", STEWARD_DATA_DIR: "/nowhere" };

let folder: string;
let text: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evidence-"));
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  const { campaignId } = await reviewOfServer(org, server.serverId, "revoke");
  await closeReview(org.admin, { campaignId });
  text = await evidenceText(org.auditor, campaignId);
});

afterAll(() => rm(folder, { recursive: true }));

async function verify(content: string, ...options: string[]) {
  const path = join(folder, "review.json");
  await writeFile(path, content);
  return runSteward(["evidence", "verify", path, ...options], NOTHING_ELSE);
}

it("verifies a pack with nothing but the file", async () => {
  const { status, out, err } = await verify(text);
  expect(err).toBe("");
  expect(out).toContain("All 2 items are what their hashes say");
  expect(out).toContain("2 = 0 kept + 0 revoked + 0 changed + 2 without response");
  expect(out).toMatch(/evidence sha256:[0-9a-f]{64}\nThe pack holds\.\n$/);
  expect(status).toBe(0);
});

it("exits with 1 and says in words what does not hold", async () => {
  const altered = text.replace('"outcome":"applied"', '"outcome":"failed!"');
  const { status, out } = await verify(altered);
  expect(out).toContain("FAILS  Item 1 is not what its hash says");
  expect(out).toContain("The pack does not hold.");
  expect(status).toBe(1);
});

it("answers programs as JSON", async () => {
  const { status, out } = await verify(
    text.replace('"tally":{"applied":2', '"tally":{"applied":1'),
    "--json",
  );
  const verdict = JSON.parse(out);
  expect(verdict.holds).toBe(false);
  expect(verdict.checks.filter(({ holds }: { holds: boolean | null }) => holds === false)).toEqual([
    { part: "totals", holds: false, words: "The items do not come to what Steward's database had counted." },
    {
      part: "pack",
      holds: false,
      words: "The file was altered after it was made: its pack hash is another.",
    },
  ]);
  expect(status).toBe(1);
});

it("says of another file that it is no pack, and exits with 2 where there is none", async () => {
  const { status, out } = await verify('{"hello": 1}\n');
  expect(out).toContain("This is not an evidence pack that can be read");
  expect(status).toBe(1);
  expect((await runSteward(["evidence", "verify", join(folder, "none.json")], NOTHING_ELSE)).status).toBe(2);
});
