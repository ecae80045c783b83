import "#tests/setup/use-test-database.ts";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { beforeEach, describe, expect, it } from "vitest";
import { inTenant } from "#lib/kernel/db.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { evidencePack, evidenceText, verifyText } from "#tests/factories/evidence.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

async function start(): Promise<string> {
  const { campaignId } = await reviewOfServer(org, server.serverId);
  return campaignId;
}

async function answer(campaignId: string, decision: "keep" | "revoke", reason: string) {
  const { items } = await listReviewItems(org.owner, { campaignId });
  const item = items.find((one) => one.facts.kind === "tool");
  await answerItem(org.owner, { itemId: item?.id ?? "", version: item?.version ?? 0, decision, reason });
}

async function closed(): Promise<string> {
  const campaignId = await start();
  await answer(campaignId, "keep", "Wait,\nit is needed.");
  await answer(campaignId, "revoke", '=HYPERLINK("http://x")');
  await closeReview(org.admin, { campaignId });
  return campaignId;
}

/** As a review was frozen before there were others: fewer facts, in no order, and one hash over all of their text. */
async function putIntoFormat1(campaignId: string): Promise<void> {
  const { items, population } = await evidencePack(org.auditor, campaignId);
  const old = items.map(({ item: { position, subjectId, facts } }) => {
    const { tool, state, name, kind, scope, request, consumer, expiresAt, grantedAt } = facts;
    const kept = { tool, state, name, kind, scope, request, consumer, expiresAt, grantedAt };
    return { position, grantId: subjectId, facts: kept };
  });
  const text = canonicalize({ query: population.query, items: old }) ?? "";
  const hash = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const facts = old.map((item) => JSON.stringify(item).replaceAll("'", "''"));
  await asOwner(
    `set session_replication_role = replica;
     update campaign set population_format = 1, population_hash = '${hash}' where id = '${campaignId}';
     update campaign_item i set facts_hash = null, facts = (o.item -> 'facts')::text
     from (select value as item from json_array_elements('[${facts.join(",")}]'::json)) o
     where i.campaign_id = '${campaignId}' and i.position = (o.item ->> 'position')::int`,
  );
}

describe("an evidence pack", () => {
  it("holds every answer in its order, and can be verified from its text alone", async () => {
    const text = await evidenceText(org.auditor, await closed());
    const pack = JSON.parse(text) as Awaited<ReturnType<typeof evidencePack>>;
    const tool = pack.items.find(({ item }) => item.subjectKind === "tool")?.item;
    expect(tool).toMatchObject({ decision: "revoke", outcome: "applied" });
    expect(tool?.answers.map(({ decision, reason }) => [decision, reason])).toEqual([
      ["keep", "Wait,\nit is needed."],
      ["revoke", '=HYPERLINK("http://x")'],
    ]);
    expect(pack.totals).toEqual(pack.tally);
    expect(pack.totals).toMatchObject({ population: 2, revoked: 1, unanswered: 1, applied: 1 });
    expect(pack.people.map(({ id }) => id)).toEqual(
      expect.arrayContaining([org.owner.userId, org.admin.userId]),
    );
    expect(text.split("\n").filter((line) => /^\{"hash":"[^"]+","item":/.test(line))).toHaveLength(2);
    const verdict = await verifyText(text);
    expect(verdict.checks.filter(({ holds }) => holds !== true).map(({ part }) => part)).toEqual([
      "sign_off",
    ]);
    expect(verdict).toMatchObject({ holds: true, items: 2, evidenceHash: pack.evidenceHash });
    const [event] = await trail(org.organizationId, ["campaign.closed"]);
    expect(verdict.anchor?.sequence).toBe(Number(event?.sequence));
  });

  it("of a review that runs says that nothing is anchored", async () => {
    const verdict = await verifyText(await evidenceText(org.auditor, await start()));
    expect(verdict.holds).toBe(true);
    expect(verdict.checks.find(({ part }) => part === "close")).toMatchObject({ holds: null });
  });

  it("freezes exactly the text that the database has", async () => {
    const campaignId = await closed();
    const text = await evidenceText(org.auditor, campaignId);
    const rows = await inTenant(
      org.organizationId,
      "read",
      (tx) => tx.$queryRaw<{ facts: string }[]>`
        select facts from campaign_item where campaign_id = ${campaignId}::uuid`,
    );
    expect(rows).toHaveLength(2);
    for (const { facts } of rows) expect(text).toContain(`"facts":${facts},"factsHash"`);
  });

  it.each([
    ["header", '"name":"Review of', '"name":"review of'],
    ["header", '"people":[\n{"email":"', '"people":[\n{"email":"x'],
    [
      "close",
      '"evidenceAtClose":{"format":4,"hash":"sha256:',
      '"evidenceAtClose":{"format":4,"hash":"sha257:',
    ],
    ["items", '"reason":"=HYP', '"reason":"=HYQ'],
    ["facts", '"impact":"', '"impact":"x'],
    ["population", '"askedAt":"2', '"askedAt":"3'],
    ["totals", '"totals":{"applied":1', '"totals":{"applied":2'],
    ["totals", '"tally":{"applied":1', '"tally":{"applied":2'],
    ["evidence", '"purpose":"', '"purpose":"x'],
    ["pack", '"exportId":"0', '"exportId":"1'],
    ["file", '],\n"totals"', '] ,\n"totals"'],
    ["file", '"item":{', '"itim":{'],
  ])("altered in one byte is found out, and its %s is named", async (part, from, to) => {
    const text = await evidenceText(org.auditor, await closed());
    expect(text).toContain(from);
    const { holds, checks } = await verifyText(text.replace(from, to));
    expect(holds).toBe(false);
    expect(checks.filter((check) => check.holds === false).map((check) => check.part)).toContain(part);
  });

  it.each(["headerHash", "itemsHash", "evidenceHash", "packHash"])(
    "with another %s does not hold",
    async (key) => {
      const text = await evidenceText(org.auditor, await closed());
      const { holds } = await verifyText(
        text.replace(
          new RegExp(`("${key}":"sha256:)(.)`),
          (_all, before, digit) => `${before}${digit === "0" ? "1" : "0"}`,
        ),
      );
      expect(holds).toBe(false);
    },
  );

  it("without an item, or with two changed about, does not hold", async () => {
    const lines = (await evidenceText(org.auditor, await closed())).split("\n");
    const first = lines.findIndex((line) => line.startsWith('{"hash":'));
    const without = await verifyText(lines.filter((_line, index) => index !== first).join("\n"));
    expect(without.checks.find(({ part }) => part === "items")?.words).toContain(
      "1 items where 2 were frozen",
    );
    const [one = "", two = ""] = lines.slice(first, first + 2);
    const about = [...lines.slice(0, first), `${two},`, one.slice(0, -1), ...lines.slice(first + 2)];
    const swapped = await verifyText(about.join("\n"));
    expect(swapped.checks.find(({ part }) => part === "items")?.words).toContain("Item 1 has the position 2");
  });

  it("that ends half-way is no pack", async () => {
    const text = await evidenceText(org.auditor, await closed());
    for (const share of [0, 0.2, 0.6, 0.99]) {
      const { holds } = await verifyText(text.slice(0, Math.floor(text.length * share)));
      expect(holds).toBe(false);
    }
  });

  it("of a review from before there were others holds too", async () => {
    const campaignId = await start();
    await putIntoFormat1(campaignId);
    await closeReview(org.admin, { campaignId });
    const text = await evidenceText(org.auditor, campaignId);
    const { holds, checks } = await verifyText(text);
    expect(checks.filter((check) => check.holds === false)).toEqual([]);
    expect(holds).toBe(true);
    const altered = await verifyText(text.replace('"impact":"', '"impact":"x'));
    expect(altered.checks.find(({ part }) => part === "population")?.holds).toBe(false);
  });
});

describe("a review that closed before records were hashed", () => {
  it("is exported as it was hashed then, so that it still comes to what was anchored", async () => {
    const campaignId = await closed();
    const anchor = (set: string) =>
      asOwner(
        `set session_replication_role = replica; update campaign set ${set} where id = '${campaignId}'`,
      );
    await anchor("evidence_format = 3");
    await anchor(`evidence_hash = '${(await evidencePack(org.auditor, campaignId)).evidenceHash}'`);
    const text = await evidenceText(org.auditor, campaignId);
    expect(text).toContain('"formatVersion":3,');
    const { checks } = await verifyText(text);
    expect(checks.filter(({ holds }) => holds === false)).toEqual([]);
    expect(checks.find(({ part }) => part === "close")?.holds).toBe(true);
  });
});

describe("exporting", () => {
  it("as CSV runs no formula, and its hash is in the trail", async () => {
    const campaignId = await closed();
    const text = await evidenceText(org.auditor, campaignId, "csv");
    expect(text.split("\r\n")).toHaveLength(4);
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    const [ended] = await trail(org.organizationId, ["campaign.evidence_export_ended"]);
    const fileHash = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    expect(ended?.detail).toMatchObject({ format: "csv", outcome: "complete", items: 2, fileHash });
  });

  it("that the reader gives up is recorded as such", async () => {
    const { pieces } = await exportEvidence(org.auditor, { campaignId: await closed() });
    await pieces.next();
    await pieces.return(undefined);
    const [ended] = await trail(org.organizationId, ["campaign.evidence_export_ended"]);
    expect(ended?.detail).toMatchObject({ outcome: "stopped_by_reader", items: 0, packHash: null });
  });

  it("gives the same evidence hash every time, whatever people are called later", async () => {
    const campaignId = await closed();
    const before = await evidencePack(org.auditor, campaignId);
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({ where: { id: org.owner.userId }, data: { name: "Somebody Else" } }),
    );
    const after = await evidencePack(org.auditor, campaignId);
    expect(after.evidenceHash).toBe(before.evidenceHash);
    expect(after.packHash).not.toBe(before.packHash);
  });

  it("leaves the hash that was anchored as it is, whoever writes", async () => {
    const campaignId = await closed();
    const alter = inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$executeRaw`update campaign set evidence_hash = 'sha256:0' where id = ${campaignId}::uuid`,
    );
    await expect(alter).rejects.toThrow(/evidence_stands/);
  });
});
