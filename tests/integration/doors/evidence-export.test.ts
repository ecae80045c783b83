import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { GET } from "#app/(console)/reviews/[id]/evidence/[format]/route.ts";
import { POST } from "#app/api/v1/campaigns/[id]/evidence/route.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { verifyText } from "#tests/factories/evidence.ts";
import { enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

let org: TestOrganization;
let campaignId: string;

beforeEach(async () => {
  org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  ({ campaignId } = await reviewOfServer(org, server.serverId));
});

async function ask(body: object, search = "", of: TestOrganization = org) {
  const token = await bearerOf(of.admin, ["campaigns:read"]);
  const headers = { ...token.headers, "content-type": "application/json" };
  const request = new Request(`http://localhost:3000/api/v1/campaigns/${campaignId}/evidence${search}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return POST(request, { params: Promise.resolve({ id: campaignId }) });
}

/** As many items of the running review as several pages hold. */
async function grow(count: number): Promise<void> {
  await asOwner(
    `set session_replication_role = replica;
     insert into campaign_item (organization_id, id, campaign_id, position, subject_kind, subject_id, server_id,
       server_name, team, risk, reviewer_id, facts, facts_hash, decision)
     select i.organization_id, uuidv7(), i.campaign_id, 2 + n, i.subject_kind, uuidv7(), i.server_id, i.server_name,
       i.team, i.risk, i.reviewer_id, i.facts, i.facts_hash, i.decision
     from campaign_item i cross join generate_series(1, ${count - 2}) n
     where i.campaign_id = '${campaignId}' and i.position = 2`,
  );
}

describe("the evidence of a review in a browser", () => {
  const open = async (by: PersonActor, format: string) =>
    GET(
      new Request(`http://localhost:3000/reviews/${campaignId}/evidence/${format}`, {
        headers: await cookieOf(by),
      }),
      { params: Promise.resolve({ id: campaignId, format }) },
    );

  it("is a link to a file that is sent while it is made", async () => {
    const file = await open(org.auditor, "json");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="review-.*\.json"$/);
    expect((await verifyText(await file.text())).holds).toBe(true);
  });

  it("that there is not leads to the page that says why, and another site's link to nothing", async () => {
    for (const [by, format] of [
      [org.member, "json"],
      [org.auditor, "exe"],
    ] as const) {
      const answer = await open(by, format);
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toMatch(
        new RegExp(`^/reviews/${campaignId}/evidence\\?failed=`),
      );
    }
    const foreign = new Request(`http://localhost:3000/reviews/${campaignId}/evidence/json`, {
      headers: { ...(await cookieOf(org.auditor)), "sec-fetch-site": "cross-site" },
    });
    const { status } = await GET(foreign, { params: Promise.resolve({ id: campaignId, format: "json" }) });
    expect(status).toBe(303);
    expect(await trail(org.organizationId, ["campaign.evidence_exported"])).toEqual([]);
  });
});

describe("the evidence of a review over HTTP", () => {
  it("is a file, in the format that the body or the query string asks for", async () => {
    const json = await ask({});
    expect(json.headers.get("content-type")).toContain("application/json");
    expect(json.headers.get("content-disposition")).toMatch(/filename="review-.*\.json"$/);
    expect((await verifyText(await json.text())).holds).toBe(true);
    for (const csv of [await ask({ format: "csv" }), await ask({}, "?format=csv")]) {
      expect(csv.headers.get("content-type")).toContain("text/csv");
      expect(await csv.text()).toMatch(/^"position",/);
    }
    expect((await ask({ format: "exe" })).status).toBe(400);
    expect((await ask({}, "?format=exe")).status).toBe(400);
  });

  it("comes a page at a time, and only as fast as it is read", async () => {
    await grow(3_500);
    const body = (await ask({})).body;
    if (body === null) throw new Error("no body");
    const pieces: string[] = [];
    const decoder = new TextDecoder();
    for await (const piece of body) pieces.push(decoder.decode(piece, { stream: true }));
    // Its head, its items, its records, and its end.
    expect(pieces.map((piece) => piece.split('"item":').length - 1)).toEqual([
      0, 1_000, 1_000, 1_000, 500, 0, 0,
    ]);
    const { items, checks } = await verifyText(pieces.join(""));
    expect(items).toBe(3_500);
    // The population was frozen with two: what was put in behind the guards is found out.
    expect(checks.filter(({ holds }) => holds === false).map(({ part }) => part)).toEqual([
      "items",
      "population",
      "totals",
    ]);
  });

  it("that is given up half-way ends there, and the trail says so", async () => {
    await grow(3_500);
    const reader = (await ask({})).body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    const [ended] = await trail(org.organizationId, ["campaign.evidence_export_ended"]);
    expect(ended?.detail).toMatchObject({ outcome: "stopped_by_reader", packHash: null });
    expect(ended?.detail.items).toBeLessThan(3_500);
  });

  it("of another organization is not found", async () => {
    expect((await ask({}, "", await newOrganization())).status).toBe(404);
  });
});
