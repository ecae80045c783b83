import "#tests/setup/use-test-database.ts";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { react } from "#lib/jobs/reactions.ts";
import { runDueJobs } from "#lib/jobs/run-worker.ts";
import { runSweep } from "#lib/jobs/sweeps.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import type { IdentifiedEvent } from "#lib/kernel/reaction.ts";
import { changeWebhook } from "#lib/notifications/commands/change-webhook.ts";
import { disableWebhook } from "#lib/notifications/commands/disable-webhook.ts";
import { enableWebhook } from "#lib/notifications/commands/enable-webhook.ts";
import { registerWebhook } from "#lib/notifications/commands/register-webhook.ts";
import { removeWebhook } from "#lib/notifications/commands/remove-webhook.ts";
import { retryDelivery } from "#lib/notifications/commands/retry-delivery.ts";
import { rotateWebhookSecret } from "#lib/notifications/commands/rotate-webhook-secret.ts";
import { testWebhook } from "#lib/notifications/commands/test-webhook.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { listWebhooks } from "#lib/notifications/queries/list-webhooks.ts";
import { sendWebhooks } from "#lib/notifications/send-webhooks.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { type Receiver, startReceiver } from "#tests/factories/receiver.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const receivers: Receiver[] = [];
let org: TestOrganization;
let putBack: () => void = () => undefined;

beforeEach(async () => {
  org = await newOrganization();
});
afterEach(async () => {
  putBack();
  putBack = () => undefined;
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});
afterAll(disconnect);

async function receive(): Promise<Receiver> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  return receiver;
}
const register = (url: string, name = "Chat", eventTypes: EventType[] = ["campaign.closed"]) =>
  registerWebhook(org.admin, { name, url, eventTypes });
function event(type: EventType = "campaign.closed", name = "Ticket desk"): IdentifiedEvent {
  const detail = { href: "/reviews/1", reason: "typed-by-somebody", notify: [] };
  return { id: newId(), type, subject: { kind: "campaign", id: null, name }, detail };
}
const tell = (...events: IdentifiedEvent[]) => react(org.organizationId, events);
const minutesOn = (minutes: number) => {
  putBack();
  putBack = setClock(() => new Date(Date.now() + minutes * MINUTE_MS));
};
async function webhook(name = "Chat") {
  const found = (await listWebhooks(org.admin, {})).find((one) => one.name === name);
  if (found === undefined) throw new Error("no such webhook");
  return found;
}

it("delivers what was announced, signed, with ids and names and nothing that somebody typed", async () => {
  const receiver = await receive();
  const { secret } = await register(receiver.url);
  const told = event();
  await tell(told, event("server.retired"));
  await tell(told);
  await runDueJobs();
  await runSweep("due-webhooks");
  expect(receiver.calls).toHaveLength(1);
  const { headers, body } = receiver.calls[0] as (typeof receiver.calls)[0];
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
    type: "campaign.closed",
    timestamp: expect.stringMatching(/^\d{4}-/),
    data: {
      id: told.id,
      subject: { kind: "campaign", id: null, name: "Ticket desk" },
      url: "http://localhost:3000/reviews/1",
    },
  });
  expect(headers["webhook-id"]).toBe(told.id);
  expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  expect((await webhook()).deliveries).toMatchObject([{ state: "delivered", status: 200, attempts: 1 }]);
});

it("keeps no secret at rest, and shows one only when it is made", async () => {
  const { secret, webhookId } = await register((await receive()).url);
  const kept = await inTenant(org.organizationId, "read", (tx) => tx.webhookEndpoint.findMany());
  const shown = JSON.stringify([
    kept,
    await listWebhooks(org.admin, {}),
    (await trail(org.organizationId, ["webhook.registered"])).map(({ detail }) => detail),
  ]);
  expect(shown).not.toContain(secret.slice(6, 30));
  const other = await register((await receive()).url, "Other");
  expect(other.secret).not.toBe(secret);
  expect(webhookId).not.toBe(other.webhookId);
});

it("signs with both secrets for a day after a rotation, then with the new one only", async () => {
  const receiver = await receive();
  const { secret: before, webhookId } = await register(receiver.url);
  const { secret: after } = await rotateWebhookSecret(org.admin, { webhookId, version: 1 });
  await expect(rotateWebhookSecret(org.admin, { webhookId, version: 1 })).rejects.toMatchObject({
    code: "conflict",
  });
  const verifies = (secret: string, index: number) => {
    const { body, headers } = receiver.calls[index] as (typeof receiver.calls)[0];
    try {
      return new Webhook(secret).verify(body, headers as Record<string, string>) !== undefined;
    } catch (error) {
      return String(error).includes("timestamp") ? "too old" : false;
    }
  };
  await tell(event());
  await sendWebhooks(org.organizationId, webhookId);
  expect([verifies(before, 0), verifies(after, 0)]).toEqual([true, true]);
  expect(receiver.calls[0]?.headers["webhook-signature"]?.toString().split(" ")).toHaveLength(2);
  minutesOn(DAY_MINUTES + 1);
  await tell(event());
  await sendWebhooks(org.organizationId, webhookId);
  expect(receiver.calls[1]?.headers["webhook-signature"]?.toString().split(" ")).toHaveLength(1);
  const { body, headers } = receiver.calls[1] as (typeof receiver.calls)[0];
  const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
  const signature = new Webhook(after).sign(String(headers["webhook-id"]), at, body);
  expect(headers["webhook-signature"]).toBe(signature);
});

it("tries again under the same id with growing waits, gives up in sight, and sends again by hand", async () => {
  const receiver = await receive();
  receiver.answer = 500;
  const { webhookId } = await register(receiver.url);
  await tell(event());
  let minutes = 0;
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    minutesOn(minutes);
    await sendWebhooks(org.organizationId, webhookId);
    await sendWebhooks(org.organizationId, webhookId);
    expect(receiver.calls).toHaveLength(attempt);
    minutes += Math.min(2 ** (attempt - 1), 360);
  }
  expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const [given] = (await webhook()).deliveries;
  expect(given).toMatchObject({ state: "failed", attempts: 10, status: 500, error: "It answered 500." });
  expect(JSON.stringify(await webhook())).not.toContain("secret-of-the-receiver");
  receiver.answer = 204;
  const deliveryId = given?.id ?? "";
  const tries = await Promise.allSettled([1, 2].map(() => retryDelivery(org.admin, { deliveryId })));
  expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await sendWebhooks(org.organizationId, webhookId);
  expect((await webhook()).deliveries[0]).toMatchObject({ state: "delivered", status: 204 });
  expect((await webhook()).failingSince).toBeNull();
});

it("lets no receiver that never answers, or is away, keep another waiting", async () => {
  const good = await receive();
  const stuck = await receive();
  stuck.answer = "never";
  const away = await startReceiver();
  await away.close();
  await register(stuck.url, "A stuck one");
  await register(away.url, "An away one");
  await register(good.url, "Good");
  await tell(...Array.from({ length: 5 }, () => event()));
  const startedAt = performance.now();
  await runSweep("due-webhooks");
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  expect(good.calls).toHaveLength(5);
  // The first that failed ended its turn: the others of it were not even tried.
  expect(stuck.calls).toHaveLength(1);
  expect((await webhook("An away one")).deliveries.map(({ attempts }) => attempts).toSorted()).toEqual([
    0, 0, 0, 0, 1,
  ]);
}, 40_000);

it("calls an endpoint from one worker at a time, and each event once", async () => {
  const receiver = await receive();
  const { webhookId } = await register(receiver.url);
  await tell(...Array.from({ length: 25 }, () => event()));
  await Promise.all([1, 2, 3, 4].map(() => sendWebhooks(org.organizationId, webhookId)));
  await sendWebhooks(org.organizationId, webhookId);
  expect(receiver.mostAtOnce).toBe(1);
  expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(25);
  expect(receiver.calls).toHaveLength(25);
});

it("sends again, under the same id, what a killed worker had in hand", async () => {
  const receiver = await receive();
  const { webhookId } = await register(receiver.url);
  await tell(event());
  await inTenant(org.organizationId, "write", (tx) =>
    tx.webhookDelivery.updateMany({
      data: { state: "sending", attempts: 1, dueAt: new Date(Date.now() + 5 * MINUTE_MS) },
    }),
  );
  await sendWebhooks(org.organizationId, webhookId);
  expect(receiver.calls).toEqual([]);
  minutesOn(6);
  await runSweep("due-webhooks");
  expect(receiver.calls).toHaveLength(1);
});

it("turns off, and tells administrators, what was away for five days or wants no more", async () => {
  const [long, gone] = [await receive(), await receive()];
  long.answer = 503;
  gone.answer = 410;
  const { webhookId } = await register(long.url, "Long");
  await register(gone.url, "Gone");
  await tell(event());
  await runSweep("due-webhooks");
  expect(await webhook("Gone")).toMatchObject({
    isOn: false,
    disabledReason: expect.stringContaining("410"),
  });
  expect(await webhook("Long")).toMatchObject({ isOn: true });
  minutesOn(5 * DAY_MINUTES + 1);
  await tell(event());
  await runSweep("due-webhooks");
  expect(await webhook("Long")).toMatchObject({
    isOn: false,
    disabledReason: expect.stringContaining("5 days"),
  });
  await runDueJobs();
  const titles = (await listMyNotices(org.admin, {})).items.map(({ title }) => title);
  expect(titles).toEqual(
    expect.arrayContaining(["The webhook Long was turned off", "The webhook Gone was turned off"]),
  );
  await tell(event());
  await runSweep("due-webhooks");
  expect((await webhook("Long")).deliveries.every(({ state }) => state === "failed")).toBe(true);
  long.answer = 200;
  const calls = long.calls.length;
  await enableWebhook(org.admin, { webhookId, version: (await webhook("Long")).version });
  await tell(event());
  await runSweep("due-webhooks");
  expect(long.calls).toHaveLength(calls + 1);
});

it("follows no redirect and calls no address inside the network that is not allowed", async () => {
  const receiver = await receive();
  receiver.answer = 302;
  const { webhookId } = await register(receiver.url);
  await tell(event());
  await sendWebhooks(org.organizationId, webhookId);
  expect((await webhook()).deliveries[0]).toMatchObject({ status: 302, state: "waiting" });
  for (const url of [
    "https://169.254.169.254/latest",
    "https://10.0.0.1/x",
    "https://[fd00::1]/x",
    "http://example.com/x",
    "ftp://example.com/x",
    "https://me:secret@example.com/x",
    "javascript:alert(1)",
  ]) {
    const attempt = registerWebhook(org.admin, {
      name: url.slice(0, 60),
      url,
      eventTypes: ["campaign.closed"],
    });
    await expect(attempt, url).rejects.toMatchObject({ code: "invalid" });
  }
  // A name that leads inside is found out when it is resolved.
  const inside = await register("https://metadata.localhost.invalid/x", "Inside");
  await tell(event());
  await sendWebhooks(org.organizationId, inside.webhookId);
  expect((await webhook("Inside")).deliveries[0]?.error).toMatch(
    /cannot be found|could not be reached|not allowed/,
  );
});

it("tests one at once, turns off and on, changes and removes, each in the trail", async () => {
  const receiver = await receive();
  const { webhookId, secret } = await register(receiver.url);
  await testWebhook(org.admin, { webhookId });
  await runDueJobs();
  const { body, headers } = receiver.calls[0] as (typeof receiver.calls)[0];
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: "webhook.ping",
  });
  const settings = {
    webhookId,
    name: "Chat 2",
    url: `${receiver.url}2`,
    eventTypes: ["server.retired" as const],
  };
  await changeWebhook(org.admin, { ...settings, version: (await webhook()).version });
  await expect(changeWebhook(org.admin, { ...settings, name: "x", version: 1 })).rejects.toMatchObject({
    code: "conflict",
  });
  await disableWebhook(org.admin, { webhookId, version: 2 });
  await expect(testWebhook(org.admin, { webhookId })).rejects.toMatchObject({ code: "refused" });
  await tell(event("server.retired"));
  await runSweep("due-webhooks");
  expect(receiver.calls).toHaveLength(1);
  await removeWebhook(org.admin, { webhookId });
  expect(await listWebhooks(org.admin, {})).toEqual([]);
  await sendWebhooks(org.organizationId, webhookId);
  const types = ["registered", "tested", "changed", "disabled", "removed"].map(
    (what) => `webhook.${what}` as EventType,
  );
  expect((await trail(org.organizationId, types)).map(({ type }) => type)).toEqual(types);
});

it("is for administrators of one's own organization only", async () => {
  const { webhookId } = await register((await receive()).url);
  for (const actor of [org.member, org.approver, org.auditor]) {
    await expect(listWebhooks(actor, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(rotateWebhookSecret(actor, { webhookId, version: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  const other = await newOrganization();
  expect(await listWebhooks(other.admin, {})).toEqual([]);
  for (const attempt of [
    () => rotateWebhookSecret(other.admin, { webhookId, version: 1 }),
    () => testWebhook(other.admin, { webhookId }),
    () => removeWebhook(other.admin, { webhookId }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  }
  await react(other.organizationId, [event()]);
  expect((await webhook()).deliveries).toEqual([]);
});

it("lets an organization register twenty, and of many at once no more", async () => {
  const receiver = await receive();
  const names = Array.from({ length: 24 }, (_, ordinal) => `Chat ${ordinal}`);
  const answers = await Promise.allSettled(names.map((name) => register(receiver.url, name)));
  const reasons = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  expect(reasons.map(({ code }) => code)).toEqual(["refused", "refused", "refused", "refused"]);
  expect(await listWebhooks(org.admin, {})).toHaveLength(20);
});
