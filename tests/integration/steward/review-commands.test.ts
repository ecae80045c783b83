import "#tests/setup/use-test-database.ts";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { UsageError } from "#bin/steward/output.ts";
import { reviewCommands } from "#bin/steward/review.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { env } from "#lib/kernel/env.ts";
import { tasks } from "#lib/reviews/jobs.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import { newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
const organizationBefore = env().STEWARD_ORGANIZATION;
beforeEach(async () => {
  org = await newOrganization();
  env().STEWARD_ORGANIZATION = org.slug;
});
afterEach(() => {
  env().STEWARD_ORGANIZATION = organizationBefore;
});
afterAll(disconnect);

/** Runs a command as the command line does, in this process: what it printed. */
async function review(...args: string[]): Promise<string> {
  const program = new Command("steward").exitOverride();
  reviewCommands(program);
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await program.parseAsync(["review", ...args], { from: "user" });
    return log.mock.calls.join("\n");
  } finally {
    log.mockRestore();
  }
}

function definitionFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "steward-review-")), "review.json");
  writeFileSync(file, text);
  return file;
}

const DEFINITION = {
  format: 1,
  name: "From a file",
  scope: {},
  subjects: ["server"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
};

it("takes a review from a file to its start, and says before it who would review how much", async () => {
  await newGovernedServer(org);
  const file = definitionFile(JSON.stringify(DEFINITION));
  const { campaignId: id } = JSON.parse(await review("define", file, "--json"));
  await review("change", id, definitionFile(JSON.stringify({ ...DEFINITION, name: "Renamed" })));
  await review("stage", id);
  expect(await review("show", id)).toContain("being staged: 0 of 1 items");
  await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId: id });
  const shown = await review("show", id);
  expect(shown).toContain(`"Renamed" (${id}) is staged.`);
  expect(shown).toMatch(new RegExp(`${org.owner.email}\\s+1\\s+1`));
  expect(await review("run", id)).toContain("asks one person");
  expect(await review("list")).toMatch(/running\s+0 of 1/);
});

it("copies a review and gives the copy up", async () => {
  const made = JSON.parse(await review("define", definitionFile(JSON.stringify(DEFINITION)), "--json"));
  const copy = JSON.parse(await review("copy", made.campaignId, "--json"));
  expect(await review("give-up", copy.campaignId)).toContain('"Copy of From a file" is given up');
});

it("says what is wrong with a file", async () => {
  await expect(review("define", "nowhere.json")).rejects.toBeInstanceOf(UsageError);
  await expect(review("define", definitionFile("{"))).rejects.toBeInstanceOf(UsageError);
  const empty = definitionFile(JSON.stringify({ ...DEFINITION, stages: [] }));
  await expect(review("define", empty)).rejects.toMatchObject({ code: "invalid" });
});

it("lists, pauses and resumes what comes back", async () => {
  const startsOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const recurrence = { rule: "FREQ=MONTHLY", startsOn, atTime: "09:00", timeZone: "UTC" };
  const file = definitionFile(JSON.stringify({ definition: DEFINITION, recurrence, startsItself: true }));
  const { scheduleId: id } = JSON.parse(await review("schedule", "define", file, "--json"));
  expect(await review("schedule", "list")).toMatch(new RegExp(`${id} +active .*every month .*From a file`));
  expect(await review("schedule", "pause", id)).toMatch(/until it is resumed/);
  expect(await review("schedule", "show", id)).toMatch(/^From a file: paused/);
  await expect(review("schedule", "pause", id)).rejects.toMatchObject({ code: "refused" });
  expect(await review("schedule", "resume", id)).toMatch(new RegExp(`next review ${startsOn}`));
  expect(await review("schedule", "delete", id)).toMatch(/its reviews stay/);
  expect(await review("schedule", "list")).toBe("There are no schedules.");
});

it("lists what opens reviews by itself, and turns it on and off", async () => {
  const opens = async (kind: string) =>
    (JSON.parse(await review("trigger", "list", "--json")) as { kind: string; isOn: boolean }[]).find(
      (one) => one.kind === kind,
    )?.isOn;
  expect(await review("trigger", "list")).toMatch(/owner_left +no/);
  await review("trigger", "resume", "owner_left");
  expect(await opens("owner_left")).toBe(true);
  await review("trigger", "pause", "owner_left");
  expect(await opens("owner_left")).toBe(false);
  await expect(review("trigger", "resume", "full_moon")).rejects.toThrow(/full_moon/);
});
