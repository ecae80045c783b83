import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { decideMany } from "#lib/approvals/decide-many.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { getPolicyToDecide } from "#lib/policy/queries/get-policy-to-decide.ts";
import { withBadRow } from "#tests/factories/bad-row.ts";
import { trail, WHY } from "#tests/factories/governed-server.ts";
import { newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const REASON = "It only reads what everybody sees.";

let org: TestOrganization;

beforeEach(async () => {
  org = await newOrganization();
});

/** Asks for a tool of a server of its own; the first only reads, the second changes data. */
async function ask(place: 0 | 1, environment: "production" | "development" = "development"): Promise<string> {
  const server = await newServerWithTools(org, { environment });
  const toolIds = [server.toolNamed(place === 0 ? "search_tickets" : "update_ticket").id];
  const asked = { serverId: server.serverId, toolIds, durationDays: 30, justification: WHY };
  return (await submitRequest(org.owner, asked)).requestId;
}

const inbox = async (actor: PersonActor) => (await listRequests(actor, {})).items;
const choose = async (actor: PersonActor, ids: readonly string[]) =>
  (await inbox(actor)).filter(({ id }) => ids.includes(id)).map(({ id, version }) => ({ id, version }));

describe("deciding together", () => {
  it("decides on each that only reads outside production, by itself, with one reason", async () => {
    const ids = [await ask(0), await ask(0), await ask(0)];
    const requests = await choose(org.approver, ids);
    const decided = await decideMany(org.approver, { decision: "approve", reason: REASON, requests });
    expect(decided.map(({ outcome }) => outcome)).toEqual(ids.map(() => ({ ok: true, state: "applied" })));
    const told = await trail(org.organizationId, ["request.approved_by"]);
    expect(told.map(({ detail }) => detail.reason)).toEqual([REASON, REASON, REASON]);
    expect(await inbox(org.approver)).toEqual([]);
  });

  it("refuses what does more, production and a fresh sign-in, whoever sends it past the page", async () => {
    const plain = await ask(0);
    for (const other of [await ask(1), await ask(0, "production")]) {
      const requests = await choose(org.approver, [plain, other]);
      expect(requests).toHaveLength(2);
      const attempt = decideMany(org.approver, { decision: "approve", reason: REASON, requests });
      await expect(attempt).rejects.toMatchObject({ code: "refused" });
    }
    expect(await trail(org.organizationId, ["request.approved_by"])).toEqual([]);
  });

  it("says of each that somebody else was faster with, and decides on the rest", async () => {
    const [first, second, third] = [await ask(0), await ask(0), await ask(0)];
    const requests = await choose(org.approver, [first, second, third]);
    await decideRequest(org.approver2, { requestId: first, decision: "reject", reason: "Not this one." });
    const stale = requests.map((one) => (one.id === second ? { ...one, version: one.version + 1 } : one));
    const decided = await decideMany(org.approver, { decision: "approve", reason: REASON, requests: stale });
    const outcomes = Object.fromEntries(decided.map(({ id, outcome }) => [id, outcome]));
    expect(outcomes[first]).toMatchObject({ ok: false });
    expect(outcomes[second]).toMatchObject({ ok: false, reason: expect.stringMatching(/changed/) });
    expect(outcomes[third]).toEqual({ ok: true, state: "applied" });
  });

  it("says of one that goes wrong, and keeps what it decided on the others", async () => {
    const ids = [await ask(0), await ask(0), await ask(0)];
    const requests = await choose(org.approver, ids);
    const bad = ids[1] ?? "";
    const decided = await withBadRow("request", bad, () =>
      decideMany(org.approver, { decision: "approve", reason: REASON, requests }),
    );
    const outcomes = Object.fromEntries(decided.map(({ id, outcome }) => [id, outcome]));
    const done = { ok: true, state: "applied" };
    const wrong = { ok: false, reason: expect.stringContaining("went wrong") };
    expect(ids.map((id) => outcomes[id])).toEqual([done, wrong, done]);
    expect((await inbox(org.approver)).map(({ id }) => id)).toEqual([bad]);
  });

  it("twice at once decides once on each", async () => {
    const ids = [await ask(0), await ask(0)];
    const requests = await choose(org.approver, ids);
    const asked = { decision: "approve", reason: REASON, requests };
    await Promise.allSettled([decideMany(org.approver, asked), decideMany(org.approver2, asked)]);
    expect(await trail(org.organizationId, ["request.approved"])).toHaveLength(2);
    expect(await trail(org.organizationId, ["request.approved_by"])).toHaveLength(2);
  });

  it("is for nobody who could not decide on one: who asked, who sees another organization", async () => {
    const id = await ask(0);
    const requests = await choose(org.approver, [id]);
    const other = await newOrganization();
    for (const actor of [org.owner, org.auditor, other.approver]) {
      const attempt = decideMany(actor, { decision: "approve", reason: REASON, requests });
      await expect(attempt).rejects.toMatchObject({ code: "not_found" });
    }
    const wordless = decideMany(org.approver, { decision: "approve", reason: "", requests });
    await expect(wordless).rejects.toMatchObject({ code: "invalid", fields: { reason: expect.anything() } });
  });
});

describe("an inbox", () => {
  it("is narrowed by kind, impact, environment, server and words", async () => {
    await ask(0);
    const grave = await ask(1, "production");
    const only = async (asked: Parameters<typeof listRequests>[1]) =>
      (await listRequests(org.approver, asked)).items.map(({ id }) => id);
    expect(await only({ impact: "changes_data" })).toEqual([grave]);
    expect(await only({ environment: ["production"] })).toEqual([grave]);
    expect(await only({ kind: "give_access" })).toEqual([]);
    expect(await only({ q: "UPDATE_ticket" })).toEqual([grave]);
    expect(await only({ q: "100%" })).toEqual([]);
    expect(await only({ state: ["rejected"] })).toEqual([]);
  });

  it("puts production before the rest where both are as grave", async () => {
    const first = await ask(0);
    const second = await ask(0, "production");
    const pages = await listRequests(org.approver, { limit: 1 });
    const next = await listRequests(org.approver, { limit: 1, cursor: pages.nextCursor ?? "" });
    expect([pages.items[0]?.id, next.items[0]?.id]).toEqual([second, first]);
    expect(next.nextCursor).toBeNull();
  });

  it("shows everybody's requests to administrators and auditors only", async () => {
    await ask(0);
    for (const actor of [org.admin, org.auditor]) {
      expect((await listRequests(actor, { view: "all" })).items).toHaveLength(1);
    }
    for (const actor of [org.approver, org.member, org.owner]) {
      await expect(listRequests(actor, { view: "all" })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await listRequests(org.owner, { view: "asked-by-me" })).items).toHaveLength(1);
  });

  it("counts a change of the policy for those who can decide on it, and for nobody else", async () => {
    await ask(0);
    const { number } = await draftPolicy(org.admin, {});
    const document = { ...STARTING_POLICY, answer: { ...STARTING_POLICY.answer, withinDays: 5 } };
    const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
    expect(await getPolicyToDecide(org.approver, {})).toBeNull();
    await proposePolicy(org.admin, { number, version, summary: "Answers come faster." });
    expect(await getPolicyToDecide(org.approver, {})).toMatchObject({
      number,
      proposedBy: { name: "Admin" },
    });
    expect(await countMyApprovals(org.approver, {})).toBe(2);
    for (const actor of [org.admin, org.member, org.auditor]) {
      expect(await getPolicyToDecide(actor, {})).toBeNull();
      expect(await countMyApprovals(actor, {})).toBe(0);
    }
    const other = await newOrganization();
    expect(await getPolicyToDecide(other.approver, {})).toBeNull();
  });
});
