import fc from "fast-check";
import { expect, test } from "vitest";
import { EVIDENCE_FORMAT, type EvidenceHeader, type EvidenceItem } from "./evidence.ts";
import { PopulationHasher } from "./evidence-hash.ts";
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
  return {
    position: index + 1,
    subjectId: `thing-${index}`,
    facts,
    factsHash,
    ...rest,
  } as unknown as EvidenceItem;
}

/** A pack written in pages of `pageSize`. */
function write(items: readonly EvidenceItem[], silence: NoResponse, pageSize: number) {
  const query = { askedAt: "2026-12-01T00:00:00.000Z" };
  const population = new PopulationHasher(2);
  for (const item of items) population.add(item, sha256(canonicalText(item.facts)));
  const definition = { noResponse: silence };
  const header = {
    format: "steward-review-evidence",
    formatVersion: EVIDENCE_FORMAT,
    isFinal: false,
    campaign: { id: "1", name: "Review", definition },
    population: { format: 2, query, count: items.length, hash: population.end(query) },
    evidenceAtClose: null,
    people: [],
    anchor: { head: null, closed: null },
  } as unknown as EvidenceHeader;
  const writer = new EvidenceWriter(header);
  const totals = noTotals();
  for (const item of items) countItem(totals, item, { definition: definition as never });
  let text = writer.head();
  for (let from = 0; from < items.length; from += pageSize)
    text += writer.items(items.slice(from, from + pageSize));
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

test("totals tie out with the items, and a pack is one JSON value that holds, in pages of any size", async () => {
  const property = fc.asyncProperty(
    packs,
    noResponse,
    fc.integer({ min: 1, max: 5 }),
    async (all, silence, size) => {
      const items = all.map(itemOf);
      const { text, totals, evidenceHash } = write(items, silence, size);
      expect(JSON.parse(text).items.map(({ item }: { item: unknown }) => item)).toEqual(
        JSON.parse(JSON.stringify(items)),
      );
      expect((await verify(text)).checks.filter(({ holds }) => holds === false)).toEqual([]);
      const { population, kept, revoked, changed, unanswered } = totals;
      expect(population).toBe(kept + revoked + changed + unanswered);
      expect(write(items, silence, items.length + 1).evidenceHash).toBe(evidenceHash);
    },
  );
  await fc.assert(property);
});

test("a pack with any one byte altered does not hold", async () => {
  const property = fc.asyncProperty(
    packs,
    noResponse,
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
    async (all, silence, at, change) => {
      const bytes = Buffer.from(write(all.map(itemOf), silence, 3).text);
      // The last line feed is not part of what is read.
      const index = at % (bytes.length - 1);
      bytes[index] = (bytes[index] ?? 0) ^ change;
      expect((await verify(bytes.toString("utf8"))).holds).toBe(false);
    },
  );
  await fc.assert(property);
});
