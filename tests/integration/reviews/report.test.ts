import "#tests/setup/use-test-database.ts";
import { createHash } from "node:crypto";
import { extractText, getDocumentProxy } from "unpdf";
import { beforeEach, describe, expect, it } from "vitest";
import { signCampaign } from "#lib/reviews/commands/sign-campaign.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { evidenceReport } from "#tests/factories/evidence.ts";
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
let campaignId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  ({ campaignId } = await reviewOfServer(org, server.serverId, "keep", { name: "Review of Ticket desk" }));
});

async function answer(reason: string) {
  const { items } = await listReviewItems(org.owner, { campaignId });
  const item = items.find(({ facts }) => facts.kind === "tool");
  await answerItem(org.owner, {
    itemId: item?.id ?? "",
    version: item?.version ?? 0,
    decision: "revoke",
    reason,
  });
}

async function read(file: Uint8Array) {
  const document = await getDocumentProxy(new Uint8Array(file));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  return { text: text.replaceAll(/\s+/g, " "), totalPages };
}

describe("the report of a review", () => {
  it("has the figures, every answer with its reason, who signed, and the hashes of the trail", async () => {
    await answer("Refunds moved to the finance team.");
    const { evidenceHash } = await closeReview(org.admin, { campaignId });
    await signCampaign(org.admin, { campaignId, evidenceHash, statement: "Looked at all of it." });
    const file = await evidenceReport(org.auditor, campaignId);
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");
    const { text } = await read(file);
    for (const words of [
      "Review of Ticket desk",
      "Closed and signed",
      "Statement Looked at all of it.",
      "Revoked 1",
      "No response 1",
      "Population 2",
      "Removed and verified 1",
      "refund_payment (tool)",
      "Refunds moved to the finance team.",
      "Done and verified",
      "Owner",
    ]) {
      expect(text).toContain(words);
    }
    // A hash may be broken over two lines.
    expect(text.replaceAll(" ", "")).toContain(evidenceHash);
    const [ended] = await trail(org.organizationId, ["campaign.evidence_export_ended"]);
    const fileHash = `sha256:${createHash("sha256").update(file).digest("hex")}`;
    expect(ended?.detail).toMatchObject({
      format: "pdf",
      outcome: "complete",
      items: 2,
      fileHash,
      evidenceHash,
    });
  });

  it("draws what people write, whatever they write, and what it has no letter for as a question mark", async () => {
    await answer(`Ünïcode “quotes” 日本 (\\) %PDF endobj ${"very ".repeat(300)}long`);
    const { text, totalPages } = await read(await evidenceReport(org.auditor, campaignId));
    expect(text).toContain("Ünïcode “quotes” ?? (\\) %PDF endobj");
    expect(text).toContain("is not closed");
    expect(totalPages).toBeLessThan(6);
  });

  it("of a large review lists what weighs most, and says how much there is beside it", async () => {
    await asOwner(
      `set session_replication_role = replica;
       insert into campaign_item (organization_id, id, campaign_id, position, subject_kind, subject_id, server_id,
         server_name, team, risk, reviewer_id, facts, facts_hash, decision)
       select i.organization_id, uuidv7(), i.campaign_id, 2 + n, i.subject_kind, uuidv7(), i.server_id, i.server_name,
         i.team, i.risk, i.reviewer_id, i.facts, i.facts_hash, i.decision
       from campaign_item i cross join generate_series(1, 1500) n
       where i.campaign_id = '${campaignId}' and i.position = 2;
       update campaign_tally set count = count + 1500
       where campaign_id = '${campaignId}' and subject_kind = 'tool'`,
    );
    const { text } = await read(await evidenceReport(org.auditor, campaignId));
    expect(text).toContain("Population 1,502");
    expect(text).toContain("What nobody answered The first 500 of 1,502; the evidence pack has all.");
    expect(text).not.toContain("Every item");
    const [ended] = await trail(org.organizationId, ["campaign.evidence_export_ended"]);
    expect(ended?.detail).toMatchObject({ items: 500 });
  });
});
