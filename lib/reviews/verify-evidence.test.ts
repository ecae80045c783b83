import fc from "fast-check";
import { expect, test } from "vitest";
import {
  EVIDENCE_FORMAT,
  type EvidenceFormat,
  type EvidenceHeader,
  type EvidenceItem,
  type EvidenceRecord,
} from "./evidence.ts";
import { PopulationHasher } from "./evidence-hash.ts";
import { EVIDENCE_RECORD_KINDS } from "./evidence-input.ts";
import { EvidenceWriter } from "./evidence-json.ts";
import { canonicalText, sha256 } from "./seal.ts";
import { countItem } from "./seal-evidence.ts";
import { noTotals, type Totals, tally } from "./tally.ts";
import { verifyEvidence } from "./verify-evidence.ts";

const answered = fc.record({
  name: fc.string({ unit: "grapheme", maxLength: 20 }),
  risk: fc.constantFrom("low", "medium", "high"),
  decision: fc.constantFrom("keep", "revoke", "change", "no response"),
  outcome: fc.constantFrom(null, "applied", "failed", "not_needed"),
  reason: fc.option(fc.string({ unit: "grapheme" })),
});
const whatSilenceMeans = fc.constantFrom("keep", "revoke");
const noResponse = fc.record({ low: whatSilenceMeans, medium: whatSilenceMeans, high: whatSilenceMeans });

type Answered = typeof answered extends fc.Arbitrary<infer T> ? T : never;
type NoResponse = typeof noResponse extends fc.Arbitrary<infer T> ? T : never;

function itemOf({ name, ...rest }: Answered, index: number): EvidenceItem {
  const facts = { kind: "tool", name, note: "\u2028 é" } as never;
  const factsHash = sha256(canonicalText(facts)).toString("hex");
  const isDecided = rest.decision !== "no response";
  const by = { decidedById: isDecided ? "somebody" : null, decidedForId: null, decidedAt: "then" };
  const answer = { ...rest, ...by, change: null };
  return {
    position: index + 1,
    subjectId: `thing-${index}`,
    facts,
    factsHash,
    ...answer,
    reason: isDecided ? rest.reason : null,
    answers: isDecided ? [answer] : [],
  } as unknown as EvidenceItem;
}

const happened = fc.array(
  fc.record({
    kind: fc.constantFrom(...EVIDENCE_RECORD_KINDS),
    id: fc.uuid(),
    at: fc.constant("2026-12-01T00:00:00.000Z"),
    words: fc.string({ unit: "grapheme" }),
  }),
  { maxLength: 4 },
);

interface Written {
  silence: NoResponse;
  pageSize: number;
  records?: EvidenceRecord[];
  format?: EvidenceFormat;
  populationFormat?: number;
  /** What its head says beside. */
  head?: object;
}

/** A pack written in pages of `pageSize`. */
function write(items: readonly EvidenceItem[], written: Written) {
  const { silence, pageSize, records = [], format = EVIDENCE_FORMAT, populationFormat = 2, head } = written;
  const query = { askedAt: "2026-12-01T00:00:00.000Z" };
  const population = new PopulationHasher(populationFormat);
  for (const item of items) population.add(item, sha256(canonicalText(item.facts)));
  const definition = { noResponse: silence };
  const header = {
    format: "steward-review-evidence",
    formatVersion: format,
    exportId: "export",
    isFinal: false,
    campaign: { id: "1", name: "Review", definition },
    population: { format: populationFormat, query, count: items.length, hash: population.end(query) },
    evidenceAtClose: null,
    state: "running",
    people: [{ id: "somebody" }],
    anchor: { head: null, closed: null },
    ...head,
  } as unknown as EvidenceHeader;
  const writer = new EvidenceWriter(header);
  const totals = noTotals();
  for (const item of items) countItem(totals, item, { definition: definition as never });
  let text = writer.head();
  for (let from = 0; from < items.length; from += pageSize)
    text += writer.items(items.slice(from, from + pageSize));
  for (let from = 0; from < records.length; from += pageSize)
    text += writer.records(records.slice(from, from + pageSize));
  const counted = items.map(({ decision, risk, outcome }) => ({
    decision: decision === "no response" ? ("undecided" as const) : decision,
    risk,
    outcome,
  }));
  const end = writer.end({ totals, tally: tally(counted, silence) });
  return { text: text + end.text, totals, evidenceHash: end.evidenceHash };
}

async function verify(text: string) {
  async function* lines() {
    yield* text.split("\n").slice(0, -1);
  }
  return verifyEvidence(lines());
}

const packs = fc.array(answered, { maxLength: 12 });
const pageSizes = fc.integer({ min: 1, max: 5 });

test("totals tie out with the items, and a pack is one JSON value that holds, in pages of any size", async () => {
  const property = fc.asyncProperty(
    packs,
    noResponse,
    pageSizes,
    happened,
    async (all, silence, pageSize, records) => {
      const items = all.map(itemOf);
      const { text, totals, evidenceHash } = write(items, { silence, pageSize, records });
      const pack = JSON.parse(text);
      expect(pack.items.map(({ item }: { item: unknown }) => item)).toEqual(
        JSON.parse(JSON.stringify(items)),
      );
      expect(pack.records.map(({ record }: { record: unknown }) => record)).toEqual(records);
      expect((await verify(text)).checks.filter(({ holds }) => holds === false)).toEqual([]);
      const { population, kept, revoked, changed, unanswered } = totals;
      expect(population).toBe(kept + revoked + changed + unanswered);
      const atOnce = write(items, { silence, records, pageSize: items.length + records.length + 1 });
      expect(atOnce.evidenceHash).toBe(evidenceHash);
    },
  );
  await fc.assert(property);
});

test("a pack with any one byte altered does not hold", async () => {
  const property = fc.asyncProperty(
    packs,
    noResponse,
    happened,
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
    async (all, silence, records, at, change) => {
      const bytes = Buffer.from(write(all.map(itemOf), { silence, records, pageSize: 3 }).text);
      // The last line feed is not part of what is read.
      const index = at % (bytes.length - 1);
      bytes[index] = (bytes[index] ?? 0) ^ change;
      expect((await verify(bytes.toString("utf8"))).holds).toBe(false);
    },
  );
  await fc.assert(property);
});

test("a pack of a review that closed before records were hashed holds as it was written then", async () => {
  const property = fc.asyncProperty(packs, noResponse, pageSizes, async (all, silence, pageSize) => {
    const { text } = write(all.map(itemOf), { silence, pageSize, format: 3 });
    expect(text).not.toContain('"records"');
    expect((await verify(text)).checks.filter(({ holds }) => holds === false)).toEqual([]);
  });
  await fc.assert(property);
});

test("a decision that nobody answered, or that somebody without a name did, does not hold", async () => {
  const [item] = [itemOf({ name: "refund", risk: "high", decision: "keep", outcome: null, reason: "x" }, 0)];
  const silence = { low: "keep", medium: "keep", high: "keep" } as const;
  const failing = async (altered: object) => {
    const { text } = write([{ ...item, ...altered } as EvidenceItem], { silence, pageSize: 1 });
    return (await verify(text)).checks.filter(({ holds }) => holds === false).map(({ part }) => part);
  };
  expect(await failing({})).toEqual([]);
  expect(await failing({ answers: [] })).toEqual(["answers"]);
  expect(await failing({ decision: "revoke" })).toEqual(["answers"]);
  const [answer] = item?.answers ?? [];
  expect(await failing({ answers: [answer, { ...answer, decidedById: "nobody" }] })).toEqual(["answers"]);
});

const KEEPS = { low: "keep", medium: "keep", high: "keep" } as const;
const AT = "2026-12-01T00:00:00.000Z";

/** What the head of a signed review says: closed with this evidence, and signed for this. */
function signedHead(evidenceAtClose: object | null, evidenceHash: string, totals: Totals) {
  const signOff = { signedById: "signer", signedAt: AT, authenticatedAt: AT, evidenceHash, totals };
  const hash = `sha256:${sha256(canonicalText(signOff)).toString("hex")}`;
  return { isFinal: true, state: "signed", evidenceAtClose, signOff: { ...signOff, hash } };
}

/** Two items that were answered differently, and the same with their answers changed about. */
const one = { name: "refund", risk: "high", reason: "x" } as const;
const [kept, changed] = (["keep", "change"] as const).map((decision) => ({
  ...one,
  decision,
  outcome: decision === "change" ? "applied" : null,
}));
const genuine = [kept, changed].map((answer, index) => itemOf(answer as Answered, index));
const forged = [changed, kept].map((answer, index) => itemOf(answer as Answered, index));

const judged = async (items: readonly EvidenceItem[], head: object, populationFormat = 2) => {
  const { text } = write(items, { silence: KEEPS, pageSize: 1, populationFormat, head });
  const { holds, checks } = await verify(text);
  const isOf = (part: string) => (check: { part: string }) => check.part === part;
  return { holds, close: checks.find(isOf("close")), signOff: checks.find(isOf("sign_off")) };
};

test("a sign-off holds for the evidence that was signed, and for none that was put in its place", async () => {
  const { evidenceHash: hash, totals } = write(genuine, { silence: KEEPS, pageSize: 1 });
  const other = write(forged, { silence: KEEPS, pageSize: 1 });
  expect(other.totals).toEqual(totals);
  const says = signedHead({ format: EVIDENCE_FORMAT, hash }, hash, totals);
  expect(await judged(genuine, says)).toMatchObject({ holds: true, signOff: { holds: true } });
  const closes = [
    null,
    { format: 1, hash },
    { format: 2, hash },
    { format: 3, hash },
    { format: EVIDENCE_FORMAT, hash },
    { format: EVIDENCE_FORMAT, hash: other.evidenceHash },
    { format: 2, hash: other.evidenceHash },
  ];
  for (const evidenceAtClose of closes) {
    const { holds, signOff } = await judged(forged, signedHead(evidenceAtClose, hash, totals));
    expect([holds, signOff?.holds, signOff?.words]).toEqual([
      false,
      false,
      "What was signed is other evidence.",
    ]);
  }
  const { holds, signOff } = await judged(forged, { ...says, isFinal: false, state: "running" });
  expect([holds, signOff?.holds]).toEqual([false, false]);
});

test("a review that is over says what came of each change that it asked for", async () => {
  const unsaid = itemOf({ ...one, decision: "change", outcome: null } as Answered, 0);
  const { text } = write([unsaid], { silence: KEEPS, pageSize: 1, head: { isFinal: true, state: "closed" } });
  const { holds, checks } = await verify(text);
  expect(holds).toBe(false);
  expect(checks.map(({ words }) => words)).toContain(
    "The changes do not tie out: 1 changed = 0 made and verified + 0 failed + 0 without need.",
  );
});

test("a pack that says its review closed says with which evidence, and one that runs says none", async () => {
  const evidenceAtClose = { format: EVIDENCE_FORMAT, hash: `sha256:${"0".repeat(64)}` };
  for (const head of [
    { isFinal: true, state: "closed" },
    { isFinal: false, state: "closed" },
    { isFinal: false, state: "running", evidenceAtClose },
    { isFinal: true, state: "closed", evidenceAtClose },
  ]) {
    expect(await judged(genuine, head)).toMatchObject({ holds: false, close: { holds: false } });
  }
});

test("a review that closed in the first format is only noted: what was signed cannot be made again", async () => {
  const then = `sha256:${"1".repeat(64)}`;
  const { totals } = write(genuine, { silence: KEEPS, pageSize: 1 });
  const old = await judged(genuine, signedHead({ format: 1, hash: then }, then, totals), 1);
  expect(old).toMatchObject({ holds: true, close: { holds: null }, signOff: { holds: null } });
  expect(old.signOff?.words).toContain("What was signed cannot be made again from this pack.");
  expect(old.signOff?.words).not.toContain("exactly this");
  const another = `sha256:${"2".repeat(64)}`;
  const other = await judged(genuine, signedHead({ format: 1, hash: then }, another, totals), 1);
  expect(other).toMatchObject({ holds: false, signOff: { holds: false } });
});

test("a pack in which anything is said twice does not hold: another reader could take the other", async () => {
  const { text } = write(genuine, { silence: KEEPS, pageSize: 1 });
  const pack = JSON.parse(text);
  const otherCampaign = canonicalText({ ...pack.campaign, name: "Another review" });
  const line = canonicalText(pack.items[0]).replace('"refund"', '"harmless"');
  /** Both hashes over the bytes of the file, made again, as whoever alters it can. */
  const rehashed = (altered: string) => {
    const hash = (bytes: string) => `sha256:${sha256(bytes).toString("hex")}`;
    const head = altered.slice(0, altered.indexOf('"items":[\n') + '"items":[\n'.length);
    const said = altered.replace(/"headerHash":"[^"]*"/, `"headerHash":"${hash(head)}"`);
    const before = said.slice(0, said.lastIndexOf('"packHash":'));
    return `${before}"packHash":"${hash(before)}"\n}\n`;
  };
  expect(rehashed(text)).toBe(text);
  for (const altered of [
    text.replace('"campaign":', `"campaign":${otherCampaign},\n"campaign":`),
    text.replace('"campaign":{', '"campaign":{"name":"Another review",'),
    text.replace('"people":[\n', '"people":[{"id":"nobody"}],\n"people":[\n'),
    text.replace('"people":[\n', '"people":[\n{"id":"somebody","name":"Another"},\n'),
    text.replace('"totals":', `"campaign":${otherCampaign},\n"totals":`),
    text.replace('"totals":', `"items":[${line}],\n"totals":`),
    text.replace('"totals":', '"people":[{"id":"nobody"}],\n"totals":'),
    text.replace('"headerHash":', `"tally":${canonicalText(pack.tally)},\n"headerHash":`),
  ]) {
    expect(altered).not.toBe(text);
    const { holds, checks } = await verify(rehashed(altered));
    expect([holds, checks.filter((check) => check.holds === false).map(({ words }) => words)]).toEqual([
      false,
      [expect.stringMatching(/twice/)],
    ]);
  }
});
