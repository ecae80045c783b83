import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, expect, it } from "vitest";
import { react } from "#lib/jobs/reactions.ts";
import { runDueJobs } from "#lib/jobs/run-worker.ts";
import { runSweep } from "#lib/jobs/sweeps.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import type { IdentifiedEvent } from "#lib/kernel/reaction.ts";
import { markAllNoticesRead } from "#lib/notifications/commands/mark-all-notices-read.ts";
import { retryEmail } from "#lib/notifications/commands/retry-email.ts";
import { saveMyPreferences } from "#lib/notifications/commands/save-my-preferences.ts";
import { listFailedEmails } from "#lib/notifications/queries/list-failed-emails.ts";
import { sendEmails } from "#lib/notifications/send-emails.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { headerOf, startMailServer } from "#tests/factories/mail-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let answer: "take" | "refuse address" | "later" = "take";
const server = await startMailServer({
  onRcptTo(_address, _session, done) {
    if (answer === "take") return done();
    const code = answer === "later" ? 451 : 550;
    return done(Object.assign(new Error("secret-of-the-mail-server"), { responseCode: code }));
  },
});
Object.assign(process.env, {
  SMTP_URL: `smtp://${server.host}`,
  SMTP_FROM: "Steward <steward@test.example>",
  SMTP_TLS: "off",
});

const EMAILS = {
  asked: "at_once",
  requests: "at_once",
  ownership: "digest",
  risks: "digest",
  policy: "digest",
  other: "off",
} as const;
const MINUTE_MS = 60_000;

let org: TestOrganization;
let putBack: () => void = () => undefined;

beforeEach(async () => {
  putBack();
  answer = "take";
  server.received.length = 0;
  org = await newOrganization();
});
afterAll(async () => {
  putBack();
  await disconnect();
  await server.close();
});

function event(type: EventType, notify: string[], name = "Ticket desk"): IdentifiedEvent {
  return {
    id: newId(),
    type,
    subject: { kind: "x", id: null, name },
    detail: { notify, href: "/approvals/1" },
  };
}
const tell = (...events: IdentifiedEvent[]) => react(org.organizationId, events);
const send = () => sendEmails(org.organizationId);
const minutesOn = (minutes: number) => {
  putBack();
  putBack = setClock(() => new Date(Date.now() + minutes * MINUTE_MS));
};
const failed = async () => (await listFailedEmails(org.admin, {})).failed;

it("sends who is asked one e-mail, through the worker, that needs a sign-in to do anything", async () => {
  await tell(event("request.submitted", [org.owner.userId], "Enable “Close ticket”"));
  await runDueJobs();
  await runSweep("due-emails");
  expect(server.received).toHaveLength(1);
  const mail = server.received[0] as (typeof server.received)[0];
  expect(mail.to).toEqual([org.owner.email]);
  expect(headerOf(mail, "subject")).toBe("Steward: Your approval is asked for");
  expect(headerOf(mail, "list-unsubscribe")).toBe("<http://localhost:3000/settings?tab=notifications>");
  expect(headerOf(mail, "auto-submitted")).toBe("auto-generated");
  expect(mail.raw).toContain("http://localhost:3000/approvals/1");
  // Nothing in it can act by itself: every link is a page without a token.
  expect(mail.raw).not.toMatch(/token|approve=|decision=/i);
  expect(await trail(org.organizationId, ["email.sent"])).toHaveLength(1);
});

it("sends each notice once, however often it is told and however many workers there are", async () => {
  const told = event("request.submitted", [org.owner.userId, org.approver.userId]);
  await Promise.all([tell(told), tell(told), tell(told)]);
  await Promise.all([send(), send(), send()]);
  await send();
  expect(server.received.map(({ to }) => to[0]).toSorted()).toEqual(
    [org.approver.email, org.owner.email].toSorted(),
  );
});

it("keeps the message's id over a retry after a crash, so that a mailbox can tell", async () => {
  await tell(event("request.submitted", [org.owner.userId]));
  await send();
  await inTenant(org.organizationId, "write", (tx) =>
    tx.emailDelivery.updateMany({ data: { state: "sending", settledAt: null } }),
  );
  await send();
  expect(server.received).toHaveLength(1);
  minutesOn(31);
  await send();
  const ids = server.received.map((mail) => headerOf(mail, "message-id"));
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
});

it("sends nothing that was read, turned off or of somebody who left meanwhile", async () => {
  const gone = await newPerson(org.organizationId, "Gone", ["member"]);
  await tell(
    event("request.submitted", [org.owner.userId, org.approver.userId, gone.userId, org.member.userId]),
  );
  await markAllNoticesRead(org.owner, {});
  await saveMyPreferences(org.approver, { emails: { ...EMAILS, asked: "off" }, digestHour: 8 });
  await inTenant(org.organizationId, "write", (tx) =>
    tx.user.updateMany({ where: { id: gone.userId }, data: { isActive: false } }),
  );
  await send();
  expect(server.received.map(({ to }) => to[0])).toEqual([org.member.email]);
  expect(await trail(org.organizationId, ["email.skipped"])).toHaveLength(3);
});

it("asks nobody any more for an answer to a request that is over", async () => {
  const requestId = newId();
  const asked = event("request.submitted", [org.approver.userId, org.approver2.userId]);
  const subject = { kind: "request", id: requestId, name: "Enable" };
  const detail = { ...asked.detail, href: `/approvals/${requestId}` };
  const other = event("request.submitted", [org.approver.userId], "Another");
  await tell({ ...asked, subject, detail }, other);
  await tell({
    ...event("request.approved", [org.owner.userId]),
    subject,
    detail: { notify: [org.owner.userId] },
  });
  await send();
  expect(server.received.map((mail) => `${mail.to[0]} ${headerOf(mail, "subject")}`).toSorted()).toEqual(
    [
      `${org.approver.email} Steward: Your approval is asked for`,
      `${org.owner.email} Steward: Approved, and in force`,
    ].toSorted(),
  );
  expect(server.received.some(({ raw }) => raw.includes("Another"))).toBe(true);
});

it("follows what a person chose for each group", async () => {
  await saveMyPreferences(org.owner, {
    emails: { ...EMAILS, asked: "off", ownership: "at_once" },
    digestHour: 8,
  });
  await tell(
    event("request.submitted", [org.owner.userId]),
    event("server.retired", [org.owner.userId]),
    event("campaign.closed", [org.owner.userId]),
  );
  await send();
  expect(server.received.map((mail) => headerOf(mail, "subject"))).toEqual([
    "Steward: Ticket desk was retired",
  ]);
});

it("tries again with growing waits, gives up in sight of administrators, and takes it up by hand", async () => {
  answer = "later";
  await tell(event("request.submitted", [org.owner.userId]));
  let minutes = 0;
  for (const wait of [0, 1, 2, 4, 8, 16, 32]) {
    minutes += wait;
    minutesOn(minutes);
    await send();
    await send();
    expect(await failed()).toEqual([]);
  }
  minutesOn(minutes + 64);
  await send();
  const [given] = await failed();
  expect(given).toMatchObject({
    to: "Owner",
    about: "Your approval is asked for",
    attempts: 8,
    reason: "The mail server does not take the address now (451).",
  });
  expect(await trail(org.organizationId, ["email.postponed"])).toHaveLength(7);
  await expect(retryEmail(org.member, { emailId: given?.id ?? "" })).rejects.toMatchObject({
    code: "forbidden",
  });
  const other = await newOrganization();
  await expect(retryEmail(other.admin, { emailId: given?.id ?? "" })).rejects.toMatchObject({
    code: "not_found",
  });
  answer = "take";
  const tries = await Promise.allSettled(
    [1, 2].map(() => retryEmail(org.admin, { emailId: given?.id ?? "" })),
  );
  expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await send();
  expect(server.received).toHaveLength(1);
  expect(await failed()).toEqual([]);
});

it("gives up at once on an address that is refused, says nothing the server said, and sends the others", async () => {
  answer = "refuse address";
  await tell(event("request.submitted", [org.owner.userId]));
  await send();
  answer = "take";
  await tell(event("request.submitted", [org.member.userId]));
  await send();
  expect(server.received.map(({ to }) => to[0])).toEqual([org.member.email]);
  const { detail } = (await trail(org.organizationId, ["email.failed"]))[0] ?? {};
  const shown = JSON.stringify([await listFailedEmails(org.admin, {}), detail]);
  expect(shown).toContain("refused the sender or the address (550)");
  expect(shown).not.toContain("secret-of-the-mail-server");
});

it("sends at most sixty a minute", async () => {
  const events = Array.from({ length: 70 }, () => event("request.submitted", [org.owner.userId]));
  await tell(...events);
  await send();
  expect(server.received).toHaveLength(60);
  minutesOn(2);
  await send();
  expect(server.received).toHaveLength(70);
});

it("lets no name make a header, a second recipient, markup or a link", async () => {
  const evil =
    'x\r\nBcc: victim@evil.example\u2028<script>alert(1)</script> https://evil.example/?a="b" \u202egnp';
  const person = await newPerson(org.organizationId, "Hostile", ["member"]);
  await inTenant(org.organizationId, "write", (tx) =>
    tx.user.updateMany({
      where: { id: person.userId },
      data: { name: '"A" <victim@evil.example>,\r\nBcc: victim@evil.example' },
    }),
  );
  await tell(event("server.owners_changed", [person.userId], evil));
  await saveMyPreferences(person, { emails: { ...EMAILS, ownership: "at_once" }, digestHour: 8 });
  await tell(event("server.owners_changed", [person.userId], evil));
  await send();
  expect(server.received).toHaveLength(1);
  const mail = server.received[0] as (typeof server.received)[0];
  expect(mail.to).toEqual([person.email]);
  expect(headerOf(mail, "bcc")).toBeUndefined();
  expect(mail.raw).not.toContain("=0D=0A");
  expect(mail.raw.slice(mail.raw.indexOf("text/html"))).not.toContain("<script");
  expect(mail.raw).not.toContain("https://evil.example");
  expect(mail.raw.split("\r\n\r\n")[0]?.match(/^to:/gim)).toHaveLength(1);
});

it("refuses an address that would be two", async () => {
  const person = await newPerson(org.organizationId, "Two", ["member"]);
  await inTenant(org.organizationId, "write", (tx) =>
    tx.user.updateMany({
      where: { id: person.userId },
      data: { email: "a@test.example,victim@evil.example" },
    }),
  );
  await tell(event("request.submitted", [person.userId]));
  await send();
  expect(server.received).toEqual([]);
  expect(await failed()).toHaveLength(1);
});

it("shows failures to administrators only", async () => {
  for (const actor of [org.member, org.auditor, org.approver]) {
    await expect(listFailedEmails(actor, {})).rejects.toMatchObject({ code: "forbidden" });
  }
});
