import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, expect, it } from "vitest";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import { getConsumer } from "#lib/inventory/queries/get-consumer.ts";
import { listConsumerPage } from "#lib/inventory/queries/list-consumer-page.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newConsumer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});
afterAll(disconnect);

it("lets owner and administrators change a consumer's record, with before and after in the trail", async () => {
  const { consumerId, slug } = await newConsumer(org.owner, "Support agent");
  await updateConsumer(org.owner, { consumerId, name: "Support copilot" });
  await updateConsumer(org.admin, { consumerId, ownerId: org.member.userId });
  const consumer = await getConsumer(org.owner, { slug });
  expect(consumer).toMatchObject({ name: "Support copilot", owner: { name: "Member" } });
  expect(consumer.allowed.edit).toContain("owner");
  const events = await eventsOf(org.organizationId, "consumer.changed");
  expect(events.map(({ detail }) => detail)).toMatchObject([
    { changes: { name: { before: "Support agent", after: "Support copilot" } } },
    { changes: { owner: { before: "Owner", after: "Member" } } },
  ]);
});

it("refuses strangers, those of elsewhere, and whoever saves over another", async () => {
  const { consumerId, slug } = await newConsumer(org.owner);
  const rename = (actor = org.owner, version?: number) =>
    updateConsumer(actor, { consumerId, version, name: `Named by ${actor.name}` });
  await expect(rename(org.member)).rejects.toMatchObject({ code: "forbidden" });
  await expect(rename((await newOrganization()).admin)).rejects.toMatchObject({ code: "not_found" });
  const { version } = await getConsumer(org.owner, { slug });
  const outcomes = await Promise.allSettled([rename(org.owner, version), rename(org.admin, version)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("pages by name, and finds by words, kind and owner", async () => {
  for (const name of ["Ticket agent", "Sales agent", "Release agent"]) await newConsumer(org.owner, name);
  await newConsumer(org.member, "Notes agent");
  const first = await listConsumerPage(org.auditor, { limit: 3 });
  const second = await listConsumerPage(org.auditor, { limit: 3, cursor: first.nextCursor ?? "" });
  const names = (page: typeof first) => page.items.map(({ name }) => name);
  expect([names(first), names(second)]).toEqual([
    ["Notes agent", "Release agent", "Sales agent"],
    ["Ticket agent"],
  ]);
  expect(second.nextCursor).toBeNull();
  expect(names(await listConsumerPage(org.auditor, { q: "SALES" }))).toEqual(["Sales agent"]);
  expect(names(await listConsumerPage(org.auditor, { q: "%" }))).toEqual([]);
  expect(names(await listConsumerPage(org.auditor, { ownerId: org.member.userId }))).toEqual(["Notes agent"]);
  expect(names(await listConsumerPage(org.auditor, { kind: "group" }))).toEqual([]);
  expect(names(await listConsumerPage((await newOrganization()).admin, {}))).toEqual([]);
});

it("is given to somebody else by administrators only, who tell both; and is taken by none from another", async () => {
  const { consumerId } = await newConsumer(org.owner);
  const give = (actor: typeof org.owner, ownerId: string) => updateConsumer(actor, { consumerId, ownerId });
  await expect(give(org.owner, org.member.userId)).rejects.toMatchObject({ code: "forbidden" });
  await expect(give(org.admin, org.admin.userId)).rejects.toMatchObject({ code: "refused" });
  await give(org.admin, org.member.userId);
  await updateConsumer(org.member, { consumerId, name: "Renamed", ownerId: org.member.userId });
  const [given, renamed] = await eventsOf(org.organizationId, "consumer.changed");
  expect(given?.detail).toMatchObject({ notify: [org.owner.userId, org.member.userId] });
  expect(renamed?.detail).toMatchObject({ notify: [], changes: { name: { after: "Renamed" } } });
});
