import "#tests/setup/use-test-database.ts";
import { Command } from "commander";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { absenceCommands } from "#bin/steward/absence.ts";
import { UsageError } from "#bin/steward/output.ts";
import { webhookCommands } from "#bin/steward/webhook.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { env } from "#lib/kernel/env.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";

const DAY_MS = 86_400_000;
const onDay = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

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
async function steward(...args: string[]): Promise<string> {
  const program = new Command("steward").exitOverride();
  absenceCommands(program);
  webhookCommands(program);
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await program.parseAsync(args, { from: "user" });
    return log.mock.calls.join("\n");
  } finally {
    log.mockRestore();
  }
}

it("absences are listed, and ended in the name of somebody who may", async () => {
  await setAbsence(org.owner, { delegateId: org.approver.userId, startsOn: onDay(1), endsOn: onDay(4) });
  expect(JSON.parse(await steward("absence", "list", "--json"))).toMatchObject([
    { person: { id: org.owner.userId }, delegate: { id: org.approver.userId } },
  ]);
  expect(await steward("absence", "list")).toContain(onDay(4));
  const byMember = steward("absence", "end", org.owner.email, "--as", org.member.email);
  await expect(byMember).rejects.toMatchObject({ code: "forbidden" });
  await steward("absence", "end", org.owner.email);
  expect(await latestEvents(org.admin, 1)).toEqual(["absence.ended"]);
  await expect(steward("absence", "end", org.owner.email)).rejects.toBeInstanceOf(UsageError);
  expect(await steward("absence", "list")).toBe("Nobody is or will be away.");
});

it("a webhook is added with its secret shown once, and done with by its name", async () => {
  const settings = ["--name", "Chat", "--url", "https://chat.example.com/hook", "--events"];
  const byMember = steward("webhook", "add", ...settings, "campaign.closed", "--as", org.member.email);
  await expect(byMember).rejects.toMatchObject({ code: "forbidden" });
  await expect(steward("webhook", "add", ...settings, "nonsense")).rejects.toBeInstanceOf(UsageError);
  expect(await steward("webhook", "add", ...settings, "campaign.closed, server.revoked")).toMatch(/^whsec_/);
  const listed = await steward("webhook", "list");
  expect(listed).toMatch(/Chat +on +https:\/\/chat\.example\.com +2 of/);
  // The path of an address may be a key.
  expect(listed).not.toContain("/hook");
  expect(await steward("webhook", "disable", "Chat")).toContain("turned off");
  expect(await steward("webhook", "list")).toMatch(/Chat +off/);
  expect(await steward("webhook", "enable", "Chat")).toContain("turned on");
  expect(JSON.parse(await steward("webhook", "rotate-secret", "Chat", "--json")).secret).toMatch(/^whsec_/);
  expect(await steward("webhook", "test", "Chat")).toContain("on its way");
  await expect(steward("webhook", "remove", "Other")).rejects.toBeInstanceOf(UsageError);
  expect(await steward("webhook", "remove", "Chat")).toContain("removed");
  expect(await steward("webhook", "list")).toBe("There are no webhooks.");
});
