import type { Command } from "commander";
import { operatorActor } from "#lib/identity/operator.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { disableWebhook } from "#lib/notifications/commands/disable-webhook.ts";
import { enableWebhook } from "#lib/notifications/commands/enable-webhook.ts";
import { registerWebhook } from "#lib/notifications/commands/register-webhook.ts";
import { removeWebhook } from "#lib/notifications/commands/remove-webhook.ts";
import { rotateWebhookSecret } from "#lib/notifications/commands/rotate-webhook-secret.ts";
import { testWebhook } from "#lib/notifications/commands/test-webhook.ts";
import { listWebhooks, type WebhookItem } from "#lib/notifications/queries/list-webhooks.ts";
import { WEBHOOK_EVENTS } from "#lib/notifications/webhook.ts";
import { asPerson, type Done, type PersonOptions } from "./as-person.ts";
import { aligned, answer, UsageError } from "./output.ts";

interface AddOptions extends PersonOptions {
  name: string;
  url: string;
  events: string;
}

/** `webhook list`, `add`, and what is done with one by its name. */
export function webhookCommands(program: Command): void {
  const webhook = program.command("webhook").description("programs outside that are told what happens here");
  asPerson(webhook.command("list").description("webhooks, and how each fares")).action(list);
  asPerson(
    webhook
      .command("add")
      .description("register a webhook and print the secret that signs its messages, once")
      .requiredOption("--name <name>", "what it is called")
      .requiredOption("--url <url>", "where messages go")
      .requiredOption("--events <a,b>", "types of events, such as request.approved,server.revoked"),
  ).action(add);
  const byName: [string, string, (actor: PersonActor, found: WebhookItem) => Promise<Done>][] = [
    ["rotate-secret", "give it a new secret and print it, once", rotate],
    ["enable", "turn it on", enable],
    ["disable", "turn it off", disable],
    ["test", "send it a test", tryOut],
    ["remove", "remove it, and what still waits for it", remove],
  ];
  for (const [name, words, work] of byName) {
    asPerson(
      webhook.command(name).description(words).argument("<name>", "what the webhook is called"),
    ).action(async (called: string, { as, json }: PersonOptions) => {
      const actor = await operatorActor(as);
      const { value, lines } = await work(actor, await findWebhook(actor, called));
      answer(json, value, () => lines);
    });
  }
}

async function findWebhook(actor: PersonActor, name: string): Promise<WebhookItem> {
  const found = (await listWebhooks(actor, {})).find((one) => one.name === name);
  if (found === undefined) throw new UsageError(`There is no webhook "${name}".`);
  return found;
}

async function list({ as, json }: PersonOptions): Promise<void> {
  const webhooks = await listWebhooks(await operatorActor(as), {});
  answer(json, webhooks, () => {
    if (webhooks.length === 0) return ["There are no webhooks."];
    const rows = webhooks.map(({ name, isOn, failingSince, url, eventTypes }) => [
      name,
      isOn ? (failingSince === null ? "on" : `failing since ${failingSince.slice(0, 10)}`) : "off",
      new URL(url).origin,
      `${eventTypes.length} of ${WEBHOOK_EVENTS.length} events`,
    ]);
    return aligned([["NAME", "STATE", "HOST", "TOLD OF"], ...rows]);
  });
}

async function add({ name, url, events, as, json }: AddOptions): Promise<void> {
  const eventTypes = events.split(",").map((part) => {
    const known = WEBHOOK_EVENTS.find(({ type }) => type === part.trim());
    if (known === undefined) throw new UsageError(`"${part.trim()}" is no event that can be sent.`);
    return known.type;
  });
  const made = await registerWebhook(await operatorActor(as), { name, url, eventTypes });
  answer(json, made, () => secretLines(made.secret));
}

async function rotate(actor: PersonActor, { id, version }: WebhookItem): Promise<Done> {
  const made = await rotateWebhookSecret(actor, { webhookId: id, version });
  return {
    value: made,
    lines: [...secretLines(made.secret), `The one before counts until ${made.previousUntil}.`],
  };
}

async function enable(actor: PersonActor, { id, version, name }: WebhookItem): Promise<Done> {
  await enableWebhook(actor, { webhookId: id, version });
  return { value: { webhookId: id, isOn: true }, lines: [`"${name}" is turned on.`] };
}

async function disable(actor: PersonActor, { id, version, name }: WebhookItem): Promise<Done> {
  await disableWebhook(actor, { webhookId: id, version });
  return { value: { webhookId: id, isOn: false }, lines: [`"${name}" is turned off.`] };
}

async function tryOut(actor: PersonActor, { id }: WebhookItem): Promise<Done> {
  const { deliveryId } = await testWebhook(actor, { webhookId: id });
  return {
    value: { deliveryId },
    lines: ["A test is on its way; `webhook list --json` says what came of it."],
  };
}

async function remove(actor: PersonActor, { id, name }: WebhookItem): Promise<Done> {
  await removeWebhook(actor, { webhookId: id });
  return { value: { removed: id }, lines: [`"${name}" is removed.`] };
}

function secretLines(secret: string): string[] {
  return [secret, "", "It is not shown again: keep it where secrets are kept."];
}
