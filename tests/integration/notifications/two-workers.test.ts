import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, expect, it } from "vitest";
import { react } from "#lib/jobs/reactions.ts";
import { runSweep } from "#lib/jobs/sweeps.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import type { IdentifiedEvent } from "#lib/kernel/reaction.ts";
import { registerWebhook } from "#lib/notifications/commands/register-webhook.ts";
import { sendEmails } from "#lib/notifications/send-emails.ts";
import { sendWebhooks } from "#lib/notifications/send-webhooks.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { headerOf, startMailServer } from "#tests/factories/mail-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { startReceiver } from "#tests/factories/receiver.ts";

const MINUTE_MS = 60_000;

/** What happens while the mail server has the first recipient before it, once. */
let meanwhile: (() => Promise<void>) | null = null;
const mail = await startMailServer({
  onRcptTo(_address, _session, done) {
    const work = meanwhile?.() ?? Promise.resolve();
    meanwhile = null;
    void work.then(() => done(), done);
  },
});
Object.assign(process.env, {
  SMTP_URL: `smtp://${mail.host}`,
  SMTP_FROM: "Steward <steward@test.example>",
  SMTP_TLS: "off",
});
const receiver = await startReceiver();

let org: TestOrganization;
let putBack: () => void = () => undefined;

beforeEach(async () => {
  putBack();
  mail.received.length = 0;
  receiver.calls.length = 0;
  receiver.mostAtOnce = 0;
  org = await newOrganization();
});
afterAll(async () => {
  putBack();
  await disconnect();
  await Promise.all([mail.close(), receiver.close()]);
});

function events(type: EventType, count: number, notify: string[]): IdentifiedEvent[] {
  return Array.from({ length: count }, () => ({
    id: newId(),
    type,
    subject: { kind: "x", id: null, name: "Ticket desk" },
    detail: { notify, href: "/approvals/1" },
  }));
}
const clockAt = (minutes: number) => {
  putBack();
  putBack = setClock(() => new Date(Date.now() + minutes * MINUTE_MS));
};
const mailIds = () => mail.received.map((one) => headerOf(one, "message-id"));
const callIds = () => receiver.calls.map(({ headers }) => headers["webhook-id"]);

it("two workers that sweep at once send every e-mail once, and together no more than the minute allows", async () => {
  await react(org.organizationId, events("request.submitted", 70, [org.owner.userId]));
  await Promise.all([runSweep("due-emails"), runSweep("due-emails")]);
  expect(new Set(mailIds()).size).toBe(mail.received.length);
  expect(mail.received).toHaveLength(60);
  clockAt(2);
  await Promise.all([runSweep("due-emails"), runSweep("due-emails")]);
  expect(new Set(mailIds()).size).toBe(70);
  expect(mail.received).toHaveLength(70);
  expect(await trail(org.organizationId, ["email.sent"])).toHaveLength(70);
});

it("two workers that sweep at once call every webhook once for each event, one call at a time", async () => {
  const eventTypes: EventType[] = ["campaign.closed"];
  await registerWebhook(org.admin, { name: "Chat", url: receiver.url, eventTypes });
  await react(org.organizationId, events("campaign.closed", 25, []));
  await Promise.all([runSweep("due-webhooks"), runSweep("due-webhooks")]);
  await runSweep("due-webhooks");
  expect(new Set(callIds()).size).toBe(25);
  expect(receiver.calls).toHaveLength(25);
  expect(receiver.mostAtOnce).toBe(1);
});

it("a worker that stood still sends nothing that another took up after it", async () => {
  await react(org.organizationId, events("request.submitted", 3, [org.owner.userId]));
  meanwhile = async () => {
    // As if this machine had slept for an hour: the other worker takes all three for lost, and sends them.
    clockAt(60);
    await sendEmails(org.organizationId);
  };
  await sendEmails(org.organizationId);
  // The one that was under way comes twice, under one id by which a mailbox can tell; the others once.
  expect(mail.received).toHaveLength(4);
  expect(new Set(mailIds()).size).toBe(3);
  const left = await inTenant(org.organizationId, "read", (tx) =>
    tx.emailDelivery.count({ where: { state: { not: "sent" } } }),
  );
  expect(left).toBe(0);
});

it("a worker that stood still puts back webhook calls that it did not make", async () => {
  const eventTypes: EventType[] = ["campaign.closed"];
  const { webhookId } = await registerWebhook(org.admin, { name: "Chat", url: receiver.url, eventTypes });
  await react(org.organizationId, events("campaign.closed", 4, []));
  let calls = 0;
  // The clock leaps three minutes once the work is in hand: when it was taken, the clock was read three times.
  putBack();
  putBack = setClock(() => {
    calls += 1;
    return new Date(Date.now() + (calls > 3 ? 3 * MINUTE_MS : 0));
  });
  await sendWebhooks(org.organizationId, webhookId);
  expect(receiver.calls).toEqual([]);
  clockAt(4);
  await sendWebhooks(org.organizationId, webhookId);
  expect(new Set(callIds()).size).toBe(4);
  expect(receiver.calls).toHaveLength(4);
});
