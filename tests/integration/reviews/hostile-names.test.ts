import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, expect, it } from "vitest";
import { toWorkRow } from "#app/(console)/reviews/[id]/answer/work-row.ts";
import { permitsInWords } from "#app/(console)/reviews/item-words.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { decideItems } from "#lib/reviews/commands/decide-items.ts";
import { exportItemsCsv } from "#lib/reviews/export-items.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { getReviewWork } from "#lib/reviews/queries/get-review-work.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { runningReview } from "#tests/factories/running-review.ts";

/** As only a server or another program could call things: the forms take all of this away. */
const HOSTILE = [
  `<img src=x onerror="alert(1)"> & <b>bold</b>`,
  "pay\u202estnem \u200b\u2066to\nall\tof שלום",
  "x".repeat(4_000),
];
const SHOWN = [HOSTILE[0] ?? "", "paystnem to all of שלום", `${"x".repeat(120)}…`];

let org: TestOrganization;
let campaignId: string;

beforeEach(async () => {
  org = await newOrganization();
  const { serverId } = await newGovernedServer(org, "development");
  for (const [index, name] of HOSTILE.entries()) {
    const expiresAt = addDays(new Date(), 90).toISOString();
    const key = { name: `Key ${index}`, kind: "oauth_client", keptIn: "secret_manager", expiresAt } as const;
    const { credentialId } = await addCredential(org.admin, { serverId, ...key });
    await asOwner("update credential set name = $1 where id = $2", [name, credentialId]);
  }
  ({ campaignId } = await runningReview(org, { subjects: ["credential"] }));
});

it("stands in the workspace as text of one line, and in full in what was frozen", async () => {
  const { items } = await listReviewItems(org.owner, { campaignId });
  expect(new Set(items.map(toWorkRow).map(({ name }) => name))).toEqual(new Set(SHOWN));
  expect(new Set(items.map(({ facts }) => facts.name))).toEqual(new Set(HOSTILE));
  for (const { id } of items) {
    const { facts, server } = await getReviewItem(org.owner, { itemId: id });
    const sentence = permitsInWords(facts, server.name);
    expect(sentence).not.toMatch(/[\n\t\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
    expect(sentence.length).toBeLessThan(300);
  }
});

it("is found, answered together and taken out as a file like any other", async () => {
  const { items } = await listReviewItems(org.owner, { campaignId, q: "<IMG SRC" });
  expect(items).toHaveLength(1);
  const { together } = await getReviewWork(org.owner, { campaignId });
  expect(together).toBe(3);
  const { answered } = await decideItems(org.owner, {
    campaignId,
    decision: "keep",
    count: together,
    reason: `Looked at \u202e<script>alert(1)</script>`,
  });
  expect(answered).toBe(3);
  let file = "";
  for await (const piece of await exportItemsCsv(org.auditor, { campaignId })) file += piece;
  expect(file).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  expect(file.match(/"credential"/g)).toHaveLength(3);
});
