import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listWaitingExtensions } from "#lib/approvals/queries/list-waiting-extensions.ts";
import { listWaitingTools } from "#lib/approvals/queries/list-waiting-tools.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { previewResubmission } from "#lib/approvals/queries/preview-resubmission.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import { askForRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const CHANGES = { reason: "Thirty days are too many; ask for the search only." };

let org: TestOrganization;
let server: GovernedServer;
let requestId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  ({ requestId } = await askForRefund(org.owner, server));
});

const again = (ask: object = {}) => ({
  requestId,
  toolIds: [server.searchId],
  consumerIds: [server.consumerId],
  durationDays: 7,
  ...ask,
});

describe("a request that was sent back", () => {
  it("shows the path it takes when it is sent again, which is the one it then takes", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const preview = await previewResubmission(org.owner, again());
    // Its own tools do not count as asked for already.
    expect(await previewResubmission(org.owner, again({ toolIds: [server.refundId] }))).toMatchObject({
      problems: [],
    });
    const sent = await resubmitRequest(org.owner, { ...again(), justification: "Only for a week." });
    const request = await getRequest(org.approver, { requestId: sent.requestId });
    expect(preview).toMatchObject({
      title: request.title,
      impact: request.impact,
      words: request.policy.words,
      problems: [],
      breakGlass: null,
    });
    expect(preview.eligibleApprovers.map(({ id }) => id)).toEqual(
      request.eligibleApprovers.map(({ id }) => id),
    );
  });

  it("shows the way of no other kind, for no other organization", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const scope = {
      requestId,
      newScopes: [{ name: "refunds:write", breadth: "narrow" as const }],
      durationDays: 7,
    };
    const asked = { ...scope, justification: "Scopes in the place of tools." };
    await expect(previewResubmission(org.owner, scope)).rejects.toMatchObject({ code: "refused" });
    await expect(resubmitRequest(org.owner, asked)).rejects.toMatchObject({ code: "refused" });
    const move = { requestId, moveTo: "production" as const, durationDays: 7 };
    await expect(previewResubmission(org.owner, move)).rejects.toMatchObject({ code: "refused" });
    const other = await newOrganization();
    await expect(previewResubmission(other.admin, again())).rejects.toMatchObject({ code: "not_found" });
  });

  it("says on the new one what was asked to be different, and what is", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const sent = await resubmitRequest(org.owner, { ...again(), justification: "Only for a week." });
    const { replaces } = await getRequest(org.approver, { requestId: sent.requestId });
    expect(replaces).toMatchObject({
      changesAsked: { body: CHANGES.reason, author: { name: "Approver" } },
      differences: {
        added: [{ kind: "tool", id: server.searchId }],
        removed: [{ kind: "tool", id: server.refundId }],
        changed: [],
        durationDays: { before: 30, after: 7 },
        justification: [{ kind: "removed" }, { kind: "added", text: "Only for a week." }],
      },
    });
  });
});

describe("what waits already", () => {
  it("is named with the request it waits in, for its own organization only", async () => {
    expect(await listWaitingTools(org.owner, { serverId: server.serverId })).toMatchObject([
      {
        toolId: server.refundId,
        request: { id: requestId, title: expect.stringContaining("refund_payment") },
      },
    ]);
    // Whoever has no part in it learns that it waits, and no more.
    const nobody = await newPerson(org.organizationId, "Nobody", ["member"]);
    expect(await listWaitingTools(nobody, { serverId: server.serverId })).toEqual([
      { toolId: server.refundId, request: null },
    ]);
    const other = await newOrganization();
    expect(await listWaitingTools(other.admin, { serverId: server.serverId })).toEqual([]);
  });
});

describe("days that cannot be", () => {
  it("are refused at their field: too many for policy, and too few to make a grant last longer", async () => {
    const ask = {
      serverId: server.serverId,
      toolIds: [server.searchId],
      justification: "Needed for a while.",
    };
    await expect(submitRequest(org.owner, { ...ask, durationDays: 366 })).rejects.toMatchObject({
      fields: { durationDays: "At most 365 days." },
    });
    await approve(org.approver, requestId);
    const [grant] = await grantsOf(org, server.serverId);
    const extension = { extendGrantIds: [grant?.id ?? ""] };
    await expect(askFor(org.owner, server.serverId, extension, 3)).rejects.toMatchObject({
      code: "refused",
      fields: { durationDays: expect.stringContaining("already") },
    });
    await expect(askFor(org.owner, server.serverId, extension, 91)).rejects.toMatchObject({
      fields: { durationDays: expect.stringContaining("at most 90 days") },
    });
    const preview = await previewRequest(org.owner, {
      serverId: server.serverId,
      ...extension,
      durationDays: 3,
    });
    expect(preview.daysProblem).toContain("lasts until");
    expect(preview.problems).toEqual([preview.daysProblem]);
  });
});

describe("what an approver shortened", () => {
  it("is asked for again for as long as was approved, and whoever decides sees who shortened it", async () => {
    const vote = { decision: "approve" as const, reason: "Needed and bounded.", durationDays: 10 };
    await decideRequest(org.approver, { requestId, ...vote });
    const extendGrantIds = (await grantsOf(org, server.serverId)).map(({ id }) => id);
    const ask = { serverId: server.serverId, extendGrantIds };
    const preview = await previewRequest(org.owner, { ...ask, durationDays: 1 });
    expect(preview.daysApprovedLast).toBe(10);
    const extension = await askFor(org.owner, server.serverId, { extendGrantIds }, 30);
    expect(await listWaitingExtensions(org.owner, { grantIds: extendGrantIds })).toEqual(
      Object.fromEntries(extendGrantIds.map((id) => [id, extension.requestId])),
    );
    const nobody = await newPerson(org.organizationId, "Nobody", ["member"]);
    expect(await listWaitingExtensions(nobody, { grantIds: extendGrantIds })).toEqual({});
    const other = await newOrganization();
    expect(await listWaitingExtensions(other.admin, { grantIds: extendGrantIds })).toEqual({});
    const request = await getRequest(org.approver2, { requestId: extension.requestId });
    expect(request.shortenedBefore).toMatchObject([
      { requestId, by: ["Approver"], askedDays: 30, approvedDays: 10 },
    ]);
    expect(request.shortenedBefore).toEqual(preview.shortenedBefore);
    await approve(org.approver2, extension.requestId);
    // It stays true of that request, whatever took the place of the grants.
    const decided = await getRequest(org.approver2, { requestId: extension.requestId });
    expect(decided.shortenedBefore).toEqual(request.shortenedBefore);
  });
});
