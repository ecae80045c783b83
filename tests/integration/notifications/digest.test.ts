import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, expect, it } from "vitest";
import { react } from "#lib/jobs/reactions.ts";
import { runSweep } from "#lib/jobs/sweeps.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { markAllNoticesRead } from "#lib/notifications/commands/mark-all-notices-read.ts";
import { saveMyPreferences } from "#lib/notifications/commands/save-my-preferences.ts";
import { choicesOf } from "#lib/notifications/event-group.ts";
import { getMyPreferences } from "#lib/notifications/queries/get-my-preferences.ts";
import { sendEmails } from "#lib/notifications/send-emails.ts";
import { headerOf, startMailServer } from "#tests/factories/mail-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const server = await startMailServer();
Object.assign(process.env, {
  SMTP_URL: `smtp://${server.host}`,
  SMTP_FROM: "steward@test.example",
  SMTP_TLS: "off",
  STEWARD_TIME_ZONE: "Europe/Berlin",
});

let org: TestOrganization;
let putBack: () => void = () => undefined;

beforeEach(async () => {
  putBack();
  server.received.length = 0;
  org = await newOrganization();
});
afterAll(async () => {
  putBack();
  await disconnect();
  await server.close();
});

const at = (time: string) => {
  putBack();
  putBack = setClock(() => new Date(time));
};
const tell = (name: string, ...people: { userId: string }[]) =>
  react(org.organizationId, [
    {
      id: newId(),
      type: "server.retired",
      subject: { kind: "server", id: null, name },
      detail: { notify: people.map(({ userId }) => userId), href: "/servers/a" },
    },
  ]);
async function sweep() {
  await Promise.all([runSweep("due-digests"), runSweep("due-digests")]);
  await sendEmails(org.organizationId);
}
const subjects = () =>
  server.received.map((mail) => `${mail.to[0]?.split(".")[0]} ${headerOf(mail, "subject")}`);

it("goes out once a day after the hour, with what is unread, and only when there is something new", async () => {
  at("2026-12-01T05:00:00Z");
  await tell("One", org.owner);
  await sweep();
  expect(subjects()).toEqual([]);
  at("2026-12-01T07:01:00Z");
  await sweep();
  await sweep();
  expect(subjects()).toEqual(["owner Steward: One notice waits for you"]);
  // The clock goes back, and on again.
  at("2026-12-01T04:00:00Z");
  await sweep();
  at("2026-12-01T09:00:00Z");
  await tell("Two", org.owner);
  await sweep();
  expect(server.received).toHaveLength(1);
  at("2026-12-02T07:30:00Z");
  await sweep();
  expect(subjects().at(-1)).toBe("owner Steward: 2 notices wait for you");
  expect(server.received.at(-1)?.raw).toContain("Two was retired");
  at("2026-12-03T07:30:00Z");
  await sweep();
  expect(server.received).toHaveLength(2);
});

it("leaves out what was read, and is not sent when that was all", async () => {
  at("2026-12-01T05:00:00Z");
  await tell("One", org.owner, org.member);
  await markAllNoticesRead(org.owner, {});
  at("2026-12-01T08:00:00Z");
  await runSweep("due-digests");
  await markAllNoticesRead(org.member, {});
  await sendEmails(org.organizationId);
  expect(subjects()).toEqual([]);
});

it("goes by each person's own time zone and hour", async () => {
  const emails = choicesOf(null);
  await saveMyPreferences(org.owner, { emails, timeZone: "Asia/Tokyo", digestHour: 18 });
  await saveMyPreferences(org.member, { emails, timeZone: "America/New_York", digestHour: 6 });
  await saveMyPreferences(org.approver, { emails: { ...emails, ownership: "off" }, digestHour: 0 });
  at("2026-12-01T01:00:00Z");
  await tell("One", org.owner, org.member, org.approver);
  at("2026-12-01T08:59:00Z");
  await sweep();
  expect(subjects()).toEqual([]);
  at("2026-12-01T09:00:00Z");
  await sweep();
  expect(subjects()).toEqual(["owner Steward: One notice waits for you"]);
  at("2026-12-01T11:00:00Z");
  await sweep();
  expect(subjects()).toHaveLength(2);
  expect(subjects()[1]).toContain("member ");
});

it("keeps one's own choice, refuses what is no time zone, and says what is so by default", async () => {
  expect(await getMyPreferences(org.owner, {})).toMatchObject({
    isEmailOn: true,
    emails: { asked: "at_once", ownership: "digest", other: "off" },
    timeZone: null,
    digestHour: 8,
    siteTimeZone: "Europe/Berlin",
  });
  const emails = { ...choicesOf(null), policy: "off" as const };
  await saveMyPreferences(org.owner, { emails, timeZone: "Asia/Tokyo", digestHour: 7 });
  expect(await getMyPreferences(org.owner, {})).toMatchObject({
    emails,
    timeZone: "Asia/Tokyo",
    digestHour: 7,
  });
  expect(await getMyPreferences(org.member, {})).toMatchObject({ timeZone: null });
  const wrong = saveMyPreferences(org.owner, { emails, timeZone: "Mars/Olympus", digestHour: 7 });
  await expect(wrong).rejects.toMatchObject({ code: "invalid" });
  await expect(saveMyPreferences(org.owner, { emails, digestHour: 24 })).rejects.toMatchObject({
    code: "invalid",
  });
});
