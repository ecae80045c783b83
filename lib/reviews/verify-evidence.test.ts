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
import { noTotals, tally } from "./tally.ts";
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
}

/** A pack written in pages of `pageSize`. */
function write(items: readonly EvidenceItem[], written: Written) {
  const { silence, pageSize, records = [], format = EVIDENCE_FORMAT } = written;
  const query = { askedAt: "2026-12-01T00:00:00.000Z" };
  const population = new PopulationHasher(2);
  for (const item of items) population.add(item, sha256(canonicalText(item.facts)));
  const definition = { noResponse: silence };
  const header = {
    format: "steward-review-evidence",
    formatVersion: format,
    isFinal: false,
    campaign: { id: "1", name: "Review", definition },
    population: { format: 2, query, count: items.length, hash: population.end(query) },
    evidenceAtClose: null,
    state: "running",
    people: [{ id: "somebody" }],
    anchor: { head: null, closed: null },
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
