import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { countItems } from "#lib/reviews/item-list-store.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { approve, askFor } from "#tests/factories/carried-on.ts";
import { enableRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;
let campaignId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
  await enableRefund(org, server);
  const wide = { name: "tickets:*", system: "Desk", breadth: "wildcard" as const };
  const { requestId } = await askFor(org.owner, server.serverId, { newScopes: [wide] }, 30);
  await approve(org.approver, requestId);
  const key = { kind: "static_bearer", keptIn: "environment" } as const;
  await addCredential(org.admin, { serverId: server.serverId, name: "DESK_TOKEN", ...key } as never);
  ({ campaignId } = await runningReview(org));
});

/** As if there were many more items in it. */
const grown = () =>
  asOwner(
    `set session_replication_role = replica; update campaign set population_count = 1000000 where id = '${campaignId}'`,
  );

async function found(q: string) {
  const { items, total } = await listReviewItems(org.auditor, { campaignId, q });
  expect(total).toEqual({ count: items.length, isEstimate: false });
  return items.map(({ facts }) => facts.kind);
}

it("finds the same in a large review as in a small one", async () => {
  const asked = ["", "agent", "ticket", "REFUND", "ckets:", "desk_tok", "%", "nothing such"];
  const inSmall = new Map<string, string[]>();
  for (const q of asked) inSmall.set(q, await found(q));
  await grown();
  for (const q of asked) expect(await found(q), q).toEqual(inSmall.get(q));
});

it("finds things of each kind, and all of a server", async () => {
  await grown();
  expect(await found("refund")).toEqual(["tool"]);
  expect(await found("ckets:*")).toEqual(["scope"]);
  expect(await found("DESK_TOKEN")).toEqual(["credential"]);
  expect(await found("%")).toEqual([]);
  const [first] = (await listReviewItems(org.auditor, { campaignId })).items;
  expect((await found(first?.server.name ?? "")).length).toBe((await found("")).length);
});

it("in a large review finds a thing by what it is called now and was called then", async () => {
  await asOwner(`update tool set name = 'pay_back' where id = '${server.refundId}'`);
  expect(await found("refund")).toEqual(["tool"]);
  await grown();
  expect(await found("refund")).toEqual([]);
});

it("reads the names of what more is called so than is looked up", async () => {
  const named = { serverIds: null, subjectIds: [], read: ["tool", "access", "scope", "credential"] } as const;
  const everything = { waits: false, decision: [], risk: [], kind: [], team: [], serverId: undefined };
  for (const q of ["refund", "ckets:*", "ticket", "nothing such"]) {
    const asked = { ...everything, campaignId, reviewerIds: null, q, named };
    const { count } = await inTenant(org.organizationId, "read", (tx) => countItems(tx, asked));
    expect(count, q).toBe((await found(q)).length);
  }
});
