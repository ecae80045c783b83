import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { RoomsFailed, react } from "#lib/jobs/reactions.ts";
import { runTask } from "#lib/jobs/tasks.ts";
import { newId } from "#lib/kernel/id.ts";
import { ANNOUNCE_TASK } from "#lib/kernel/outbox.ts";
import type { IdentifiedEvent } from "#lib/kernel/reaction.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});

/** Grants and others look for the server of it, and cannot read which it is. */
const broken = (): IdentifiedEvent => ({
  id: newId(),
  type: "server.changed",
  subject: { kind: "server", id: null, name: "Nowhere" },
  detail: { serverId: "nowhere", notify: [org.member.userId], href: "/servers" },
});
const noticesOf = async () => (await listMyNotices(org.member, {})).items.length;

async function jobs(): Promise<{ events: IdentifiedEvent[]; room?: string; organizationId: string }[]> {
  const { ownerUrl } = await testDatabase();
  const owner = await connectOwner(ownerUrl);
  try {
    const { rows } = await owner.query(
      "select payload from graphile_worker._private_jobs where payload->>'organizationId' = $1 and payload->>'room' is not null",
      [org.organizationId],
    );
    return rows.map(({ payload }) => payload);
  } finally {
    await owner.end();
  }
}

it("a room that fails keeps notices and webhooks from nobody, and is named", async () => {
  const failed = await react(org.organizationId, [broken()]).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(RoomsFailed);
  expect((failed as RoomsFailed).failures.map(({ room }) => room)).toContain("grants");
  expect(await noticesOf()).toBe(1);
});

it("is told again by a job of its own, and by no other; which fails while the room does", async () => {
  const event = broken();
  await runTask(ANNOUNCE_TASK, "1", { organizationId: org.organizationId, events: [event] });
  const again = await jobs();
  expect(again.map(({ room }) => room)).toContain("grants");
  expect(again.map(({ room }) => room)).not.toContain("notifications");
  expect(new Set(again.map(({ room }) => room)).size).toBe(again.length);
  for (const job of again) {
    expect(job.events).toEqual([event]);
    await expect(runTask(ANNOUNCE_TASK, "2", job)).rejects.toBeInstanceOf(RoomsFailed);
  }
  expect(await jobs()).toHaveLength(again.length);
  expect(await noticesOf()).toBe(1);
});

it("a server that cannot be read keeps its room from no other server of the same change", async () => {
  const { serverId } = await newGovernedServer(org);
  const sound = { ...broken(), detail: { serverId, notify: [org.member.userId], href: "/servers" } };
  await react(org.organizationId, [broken(), sound]).catch(() => undefined);
  expect(await noticesOf()).toBe(2);
  await expect(react(org.organizationId, [sound])).resolves.toBeUndefined();
});
