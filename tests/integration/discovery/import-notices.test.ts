import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { registerCandidates } from "#lib/discovery/commands/register-candidates.ts";
import { openImport } from "#lib/discovery/open-import.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { react } from "#lib/jobs/reactions.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { countMyUnreadNotices } from "#lib/notifications/queries/count-my-unread-notices.ts";
import { listFindings } from "#lib/policy/queries/list-findings.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const SERVERS = 40;
const MACHINES = 3;

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const token = `ghp_${"aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA3"}`;
const clean = (index: number) => ({ command: "npx", args: ["-y", `@acme/desk-${index}@1.0.0`] });
const risky = (index: number) => ({
  ...clean(index),
  autoApprove: ["delete_all"],
  env: { DESK_TOKEN: token },
});

/** One file a server, as one import of a machine. */
async function bring(machine: string, server: (index: number) => unknown): Promise<void> {
  const opened = openImport(organization.admin, machine);
  const files = Array.from({ length: SERVERS }, (_, index) => ({
    path: `/home/ann/desk-${index}/.mcp.json`,
    content: JSON.stringify({ mcpServers: { [`desk-${index}`]: server(index) } }),
  }));
  await opened.add(files);
  await opened.close([], []);
}

/** Tells every room what the trail holds after this event, as the worker does, until nothing new happens. */
async function deliver(after: bigint): Promise<bigint> {
  const events = (await trail(organization.organizationId)).filter((event) => event.sequence > after);
  const announced = events.filter((event) => EVENTS[event.type].announced);
  if (announced.length === 0) return events.at(-1)?.sequence ?? after;
  await react(organization.organizationId, announced);
  return deliver(events.at(-1)?.sequence ?? after);
}

async function unread() {
  const { admin, owner, approver, auditor, member } = organization;
  return Promise.all(
    [admin, owner, approver, auditor, member].map((person) => countMyUnreadNotices(person, {})),
  );
}

test("an import of many files with many findings tells each person one thing at most", async () => {
  await bring("laptop-0", clean);
  const { items } = await listCandidates(organization.admin, { limit: 200 });
  await registerCandidates(organization.admin, {
    candidateIds: items.map((item) => item.id),
    environment: "production",
    ownerId: organization.owner.userId,
    backupOwnerId: organization.approver.userId,
  });
  const registered = await deliver(0n);
  const before = await unread();
  for (let machine = 0; machine < MACHINES; machine += 1) await bring(`laptop-${machine}`, risky);
  await bring("laptop-0", () => ({ command: "other" }));
  await deliver(registered);
  const told = (await trail(organization.organizationId)).filter((event) => event.sequence > registered);
  expect(told.filter((event) => event.type === "server.risks_changed").length).toBeGreaterThanOrEqual(
    SERVERS,
  );
  const findings = await listFindings(organization.admin, {});
  expect(findings.items.length).toBeGreaterThanOrEqual(SERVERS);
  const after = await unread();
  for (const [index, count] of after.entries()) expect(count - (before[index] ?? 0)).toBeLessThanOrEqual(1);
});
