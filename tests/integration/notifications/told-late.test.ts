import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { react } from "#lib/jobs/reactions.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { reopenPolicy } from "#lib/policy/commands/reopen-policy.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

// E-mails are put up; nothing here sends them.
Object.assign(process.env, {
  SMTP_URL: "smtp://127.0.0.1:9",
  SMTP_FROM: "Steward <steward@test.example>",
  SMTP_TLS: "off",
});

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

/** Hands on one event of each of these, in this order, as jobs that were tried again do. */
async function deliver(...types: EventType[]) {
  for (const type of types) {
    const events = await trail(org.organizationId, [type]);
    for (const event of events) await react(org.organizationId, [event]);
  }
}
const emailsTo = ({ userId }: PersonActor) =>
  inTenant(org.organizationId, "read", (tx) => tx.emailDelivery.count({ where: { userId } }));
async function unread(person: PersonActor): Promise<string[]> {
  const { items } = await listMyNotices(person, {});
  return items.filter(({ isRead }) => !isRead).map(({ kind }) => kind);
}

it("asks nobody for an approval when the withdrawal is told first, nor when it is told before either", async () => {
  const { requestId } = await askForRefund(org.owner, server);
  await withdrawRequest(org.owner, { requestId, reason: "A mistake." });
  await deliver("request.withdrawn", "request.submitted");
  expect(await unread(org.approver)).toEqual([]);
  expect(await emailsTo(org.approver)).toBe(0);
  expect((await listMyNotices(org.approver, {})).items).toMatchObject([
    { kind: "request.submitted", isRead: true },
  ]);
  const second = await askForRefund(org.owner, server);
  await decideRequest(org.approver2, { requestId: second.requestId, decision: "reject", reason: "Not now." });
  await deliver("request.submitted");
  expect(await unread(org.approver)).toEqual([]);
});

it("asks for what still waits, of what was asked for and taken back on the same server", async () => {
  const first = await askForRefund(org.owner, server);
  await withdrawRequest(org.owner, { requestId: first.requestId, reason: "A mistake." });
  await askForRefund(org.owner, server);
  await deliver("request.withdrawn", "request.submitted");
  expect(await unread(org.approver)).toEqual(["request.submitted"]);
  expect(await emailsTo(org.approver)).toBe(1);
});

it("goes on asking about a policy that was proposed again, when its being taken back is told late", async () => {
  const { number } = await draftPolicy(org.admin, {});
  const propose = (version: number) =>
    proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  await propose(1);
  await reopenPolicy(org.admin, { number });
  await deliver("policy.proposed");
  expect(await unread(org.approver)).toEqual([]);
  await propose(3);
  await deliver("policy.proposed", "policy.reopened");
  expect(await unread(org.approver)).toEqual(["policy.proposed"]);
});
