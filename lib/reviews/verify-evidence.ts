import { z } from "zod";
import { ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import { noResponse, REVIEW_RISKS } from "./campaign-definition.ts";
import { EVIDENCE_FORMAT, type EvidenceCampaign, type EvidencePopulation } from "./evidence.ts";
import { evidenceHash, ItemChain, PopulationHasher } from "./evidence-hash.ts";
import { EvidenceReader, NoEvidence } from "./read-evidence.ts";
import { canonicalText, sha256 } from "./seal.ts";
import { addTo, noTotals, type Totals } from "./tally.ts";

/** One thing that was looked at. `holds` is null for what a pack alone cannot tell. */
export interface EvidenceCheck {
  part: "file" | "header" | "items" | "facts" | "population" | "totals" | "evidence" | "close" | "pack";
  holds: boolean | null;
  words: string;
}

export interface EvidenceVerdict {
  holds: boolean;
  campaign: { id: string; name: string } | null;
  items: number;
  evidenceHash: string | null;
  /** The event of the audit trail in which the evidence hash stands. */
  anchor: { sequence: number; hash: string } | null;
  checks: EvidenceCheck[];
}

const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const point = z.looseObject({ sequence: z.int(), hash: z.string() });

const header = z.looseObject({
  format: z.literal("steward-review-evidence"),
  formatVersion: z.literal(EVIDENCE_FORMAT),
  isFinal: z.boolean(),
  campaign: z.looseObject({
    id: z.string(),
    name: z.string(),
    definition: z.looseObject({
      noResponse: z.strictObject({ low: noResponse, medium: noResponse, high: noResponse }),
    }),
  }),
  population: z.looseObject({
    format: z.int(),
    query: z.unknown(),
    count: z.int(),
    hash: z.string().nullable(),
  }),
  evidenceAtClose: z.strictObject({ format: z.int(), hash: z.string() }).nullable(),
  anchor: z.looseObject({ closed: point.nullable() }),
});
type Header = z.output<typeof header>;

const packItem = z.looseObject({
  position: z.int(),
  subjectId: z.string(),
  risk: z.enum(REVIEW_RISKS),
  facts: z.looseObject({}),
  factsHash: z.string().nullable(),
  decision: z.enum([...Object.values(ItemDecision), "no response"]),
  outcome: z.enum(ItemOutcome).nullable(),
});

const ending = z.looseObject({
  totals: z.record(z.string(), z.int()),
  tally: z.record(z.string(), z.int()),
  headerHash: hash,
  itemsHash: hash,
  evidenceHash: hash,
  packHash: hash,
});
type Ending = z.output<typeof ending>;

/** The first few of what does not hold, by name. */
const NAMED_MAX = 5;

/** What the items of a pack come to, and where they are not what they say. */
interface ReadItems {
  count: number;
  chain: ItemChain;
  population: PopulationHasher;
  totals: Totals;
  wrong: string[];
  wrongFacts: string[];
}

/**
 * Computes everything in an evidence pack again from its items, with no database, in one pass. Says of each part whether
 * it holds. Whoever can make a whole new pack is found out by the audit trail only, which has the hash that is named.
 */
export async function verifyEvidence(
  lines: AsyncIterable<string>,
  onItem: (count: number) => void = () => undefined,
): Promise<EvidenceVerdict> {
  const reader = new EvidenceReader(lines);
  let head: Header | null = null;
  let read: ReadItems | null = null;
  try {
    head = checked(header, await reader.head(), "its head");
    read = await readItems(reader, head, onItem);
    const end = await reader.end();
    const said = checked(ending, end.values, "what stands behind its items");
    const checks = judge(head, read, said, end);
    return verdict(head, read.count, said.evidenceHash, checks);
  } catch (error) {
    if (!(error instanceof NoEvidence)) throw error;
    const words = `This is not an evidence pack that can be read: ${error.message}.`;
    return verdict(head, read?.count ?? 0, null, [{ part: "file", holds: false, words }]);
  }
}

function verdict(
  head: Header | null,
  items: number,
  evidence: string | null,
  checks: EvidenceCheck[],
): EvidenceVerdict {
  const closed = head?.anchor.closed ?? null;
  return {
    holds: checks.every((check) => check.holds !== false),
    campaign: head === null ? null : { id: head.campaign.id, name: head.campaign.name },
    items,
    evidenceHash: evidence,
    anchor: closed === null ? null : { sequence: closed.sequence, hash: closed.hash },
    checks,
  };
}

async function readItems(
  reader: EvidenceReader,
  head: Header,
  onItem: (count: number) => void,
): Promise<ReadItems> {
  const { definition } = head.campaign;
  const read: ReadItems = {
    count: 0,
    chain: new ItemChain(),
    population: new PopulationHasher(head.population.format),
    totals: noTotals(),
    wrong: [],
    wrongFacts: [],
  };
  for await (const { hash: said, text } of reader.items()) {
    read.count += 1;
    const digest = sha256(text);
    read.chain.add(digest);
    const item = readItem(text);
    if (item === null || canonicalText(item) !== text || said !== `sha256:${digest.toString("hex")}`) {
      read.wrong.push(`item ${read.count} is not what its hash says`);
    }
    if (item === null) continue;
    if (item.position !== read.count) read.wrong.push(`item ${read.count} has the position ${item.position}`);
    const facts = sha256(canonicalText(item.facts));
    if (item.factsHash !== null && item.factsHash !== facts.toString("hex")) {
      read.wrongFacts.push(`the facts of item ${read.count} are not what was frozen`);
    }
    read.population.add(item as never, facts);
    const decision = item.decision === "no response" ? "undecided" : item.decision;
    addTo(read.totals, { ...item, decision }, definition.noResponse);
    onItem(read.count);
  }
  return read;
}

function readItem(text: string): z.output<typeof packItem> | null {
  try {
    return packItem.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function judge(
  head: Header,
  read: ReadItems,
  said: Ending,
  made: { headerHash: string; packHash: string },
): EvidenceCheck[] {
  const items = read.count.toLocaleString("en");
  const itemsHash = `sha256:${read.chain.hex}`;
  const evidence = evidenceHash(
    head.campaign as unknown as EvidenceCampaign,
    head.population as unknown as EvidencePopulation,
    read.chain.hex,
    read.totals,
  );
  const isItemsHash = said.itemsHash === itemsHash;
  return [
    check(
      "header",
      said.headerHash === made.headerHash,
      "The head is what its hash says: the review, its population, the people and the anchor.",
      "The head was altered: its hash is another.",
    ),
    check(
      "items",
      read.wrong.length === 0 && isItemsHash && read.count === head.population.count,
      `All ${items} items are what their hashes say, in their order, and none is missing.`,
      wrongItems(head, read, isItemsHash),
    ),
    check(
      "facts",
      read.wrongFacts.length === 0,
      "The facts of each item are those that were frozen.",
      named(read.wrongFacts),
    ),
    populationCheck(head, read),
    ...totalsChecks(read.totals, said),
    check(
      "evidence",
      said.evidenceHash === evidence,
      "The evidence hash follows from the review, its population, its items and its totals.",
      "The evidence hash is not that of this review, population, items and totals.",
    ),
    closeCheck(head, evidence),
    check(
      "pack",
      said.packHash === made.packHash,
      "The pack hash is that of the whole file.",
      "The file was altered after it was made: its pack hash is another.",
    ),
  ];
}

function wrongItems(head: Header, read: ReadItems, isItemsHash: boolean): string {
  const all = [...read.wrong];
  if (read.count !== head.population.count) {
    all.push(`there are ${read.count} items where ${head.population.count} were frozen`);
  }
  if (!isItemsHash) all.push("the hash over all items is another");
  return named(all);
}

function populationCheck({ population }: Header, read: ReadItems): EvidenceCheck {
  return check(
    "population",
    population.hash === read.population.end(population.query),
    "The population hash follows from the query and the frozen facts.",
    "The population hash is not that of this query and these facts.",
  );
}

function totalsChecks(counted: Totals, { totals, tally }: Ending): EvidenceCheck[] {
  const isSame = (one: Record<string, number>) => canonicalText(one) === canonicalText(counted);
  const { population, kept, revoked, changed, unanswered } = counted;
  const sum = `${population} = ${kept} kept + ${revoked} revoked + ${changed} changed + ${unanswered} without response`;
  return [
    check(
      "totals",
      isSame(totals),
      `The totals tie out with the items: ${sum}.`,
      `The totals are not those of the items, which come to ${sum}.`,
    ),
    check(
      "totals",
      isSame(tally),
      "The items come to what Steward's database had counted.",
      "The items do not come to what Steward's database had counted.",
    ),
  ];
}

function closeCheck({ evidenceAtClose, isFinal, anchor }: Header, evidence: string): EvidenceCheck {
  if (!isFinal || evidenceAtClose === null) {
    const words = "The review was not closed: this is a look at its state of then, and nothing is anchored.";
    return { part: "close", holds: null, words };
  }
  if (evidenceAtClose.format !== EVIDENCE_FORMAT) {
    const words = `It closed before evidence was hashed item by item (format ${evidenceAtClose.format}): the hash of then cannot be made again from this pack.`;
    return { part: "close", holds: null, words };
  }
  return check(
    "close",
    evidenceAtClose.hash === evidence,
    `It is the hash that went into the audit trail when the review closed${anchor.closed === null ? "" : `, as event ${anchor.closed.sequence}`}. Compare it there.`,
    "The evidence is not what went into the audit trail when the review closed.",
  );
}

function check(part: EvidenceCheck["part"], holds: boolean, yes: string, no: string): EvidenceCheck {
  return { part, holds, words: holds ? yes : no };
}

/** The first few, as one sentence. */
function named(problems: readonly string[]): string {
  const text = problems.slice(0, NAMED_MAX).join("; ");
  const more = problems.length - NAMED_MAX;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${more > 0 ? `; and ${more} more` : ""}.`;
}

function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new NoEvidence(`${what} is not as declared (${issue?.path.join(".")}: ${issue?.message})`);
}
