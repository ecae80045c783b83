import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, expect, it } from "vitest";
import { react } from "#lib/jobs/reactions.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import type { IdentifiedEvent } from "#lib/kernel/reaction.ts";
import { markAllNoticesRead } from "#lib/notifications/commands/mark-all-notices-read.ts";
import { markNoticeRead } from "#lib/notifications/commands/mark-notice-read.ts";
import { sendNotices } from "#lib/notifications/commands/send-notices.ts";
import { sweeps } from "#lib/notifications/jobs.ts";
import { countMyUnreadNotices } from "#lib/notifications/queries/count-my-unread-notices.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;

beforeEach(async () => {
  org = await newOrganization();
});
afterAll(disconnect);

/** No room but notifications reacts to it. */
function event(notify: string[], name = "Ticket desk"): IdentifiedEvent {
  return {
    id: newId(),
    type: "campaign.closing",
    subject: { kind: "campaign", id: null, name },
    detail: { notify, href: "/reviews" },
  };
}

const tell = (...events: IdentifiedEvent[]) => react(org.organizationId, events);

it("tells each person of each event once, however often it is told", async () => {
  const told = [event([org.owner.userId, org.member.userId], "One"), event([org.owner.userId], "Two")];
  await tell(...told);
  await Promise.all([tell(...told), tell(...told)]);
  const { items } = await listMyNotices(org.owner, {});
  expect(items.map(({ title, body, href, isRead }) => ({ title, body, href, isRead }))).toEqual(
    expect.arrayContaining([
      { title: "Review closing", body: "One", href: "/reviews", isRead: false },
      { title: "Review closing", body: "Two", href: "/reviews", isRead: false },
    ]),
  );
  expect(items).toHaveLength(2);
  expect(await countMyUnreadNotices(org.member, {})).toBe(1);
  expect(await trail(org.organizationId, ["notice.sent"])).toHaveLength(1);
});

it("shows nobody another's, and marks only one's own", async () => {
  await tell(event([org.owner.userId]));
  const [mine] = (await listMyNotices(org.owner, {})).items;
  expect((await listMyNotices(org.admin, {})).items).toEqual([]);
  await expect(markNoticeRead(org.admin, { noticeId: mine?.id ?? "" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await markAllNoticesRead(org.admin, {})).toEqual({ count: 0 });
  expect(await countMyUnreadNotices(org.owner, {})).toBe(1);
  const other = await newOrganization();
  await expect(
    markNoticeRead({ ...org.owner, organizationId: other.organizationId }, { noticeId: mine?.id ?? "" }),
  ).rejects.toMatchObject({ code: "not_found" });
});

it("is read once, with one event, also when two windows do it at the same time", async () => {
  await tell(event([org.owner.userId]));
  const noticeId = (await listMyNotices(org.owner, {})).items[0]?.id ?? "";
  const both = await Promise.all([
    markNoticeRead(org.owner, { noticeId }),
    markNoticeRead(org.owner, { noticeId }),
  ]);
  expect(both).toEqual([{ href: "/reviews" }, { href: "/reviews" }]);
  expect(await countMyUnreadNotices(org.owner, {})).toBe(0);
  expect(await trail(org.organizationId, ["notice.read"])).toHaveLength(1);
  expect((await listMyNotices(org.owner, { isUnreadOnly: true })).items).toEqual([]);
});

it("pages by keyset, newest first, without a gap or a repeat", async () => {
  for (const name of ["a", "b", "c", "d", "e"]) await tell(event([org.owner.userId], name));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMyNotices(org.owner, { limit: 2, cursor });
    seen.push(...page.items.map(({ body }) => body));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
  await expect(listMyNotices(org.owner, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
});

it("does not tell who has left", async () => {
  const gone = await newPerson(org.organizationId, "Gone", ["member"]);
  await inTenant(org.organizationId, "write", (tx) =>
    tx.user.updateMany({ where: { id: gone.userId }, data: { isActive: false } }),
  );
  await tell(event([gone.userId, newId()]));
  expect(await countMyUnreadNotices(gone, {})).toBe(0);
});

it("is gone after ninety days, read or not", async () => {
  const day = (days: number) => setClock(() => new Date(Date.now() + days * 86_400_000));
  await tell(event([org.owner.userId]));
  const sweep = () => sweeps[0]?.run(org.organizationId);
  const putBack = day(89);
  try {
    await sweep();
    expect(await countMyUnreadNotices(org.owner, {})).toBe(1);
    day(91);
    await sweep();
  } finally {
    putBack();
  }
  expect((await listMyNotices(org.owner, {})).items).toEqual([]);
});

it("is sent by Steward only", async () => {
  const notices = [
    {
      eventId: newId(),
      userId: org.owner.userId,
      kind: "campaign.closing",
      title: "t",
      body: "b",
      href: "//evil.example",
    },
  ];
  await expect(sendNotices(org.admin, { notices })).rejects.toMatchObject({ code: "forbidden" });
  // The table itself refuses an address that is not ours.
  await expect(sendNotices(systemActor(org.organizationId, "test"), { notices })).rejects.toThrow();
});
