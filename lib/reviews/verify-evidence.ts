import type { z } from "zod";
import { answerProblems } from "./evidence-answers.ts";
import type { EvidenceCheck, ReadPack } from "./evidence-check.ts";
import { EvidenceChain, PopulationHasher } from "./evidence-hash.ts";
import { checked, type PackHeader, packEnding, packHeader, packItem, packRecord } from "./evidence-schema.ts";
import { judge } from "./judge-evidence.ts";
import { EvidenceReader, NoEvidence, type PackLine } from "./read-evidence.ts";
import { canonicalText, sha256 } from "./seal.ts";
import { addTo, noTotals } from "./tally.ts";

export interface EvidenceVerdict {
  holds: boolean;
  campaign: { id: string; name: string } | null;
  items: number;
  evidenceHash: string | null;
  /** The event of the audit trail in which the evidence hash stands. */
  anchor: { sequence: number; hash: string } | null;
  checks: EvidenceCheck[];
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
  let head: PackHeader | null = null;
  let read: ReadPack | null = null;
  try {
    head = checked(packHeader, await reader.head(), "its head");
    if (new Set(head.people.map(({ id }) => id)).size < head.people.length) {
      throw new NoEvidence("it names somebody twice");
    }
    read = nothingRead(head);
    await readItems(reader, head, read, onItem);
    if (head.formatVersion !== 3) await readRecords(reader, read);
    const end = await reader.end();
    const said = checked(packEnding, end.values, "what stands behind its items");
    return verdict(head, read.count, said.evidenceHash, judge(head, read, said, end));
  } catch (error) {
    if (!(error instanceof NoEvidence)) throw error;
    const words = `This is not an evidence pack that can be read: ${error.message}.`;
    return verdict(head, read?.count ?? 0, null, [{ part: "file", holds: false, words }]);
  }
}

function verdict(
  head: PackHeader | null,
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

function nothingRead(head: PackHeader): ReadPack {
  return {
    count: 0,
    items: new EvidenceChain(),
    records: new EvidenceChain(),
    recordCount: 0,
    population: new PopulationHasher(head.population.format),
    totals: noTotals(),
    answeredBy: new Set(),
    wrong: [],
    wrongFacts: [],
    wrongAnswers: [],
    wrongRecords: [],
  };
}

async function readItems(
  reader: EvidenceReader,
  head: PackHeader,
  read: ReadPack,
  onItem: (count: number) => void,
): Promise<void> {
  const { definition } = head.campaign;
  const people = new Set(head.people.map(({ id }) => id));
  for await (const line of reader.items()) {
    read.count += 1;
    const { value: item, isItself } = readLine(line, packItem, read.items);
    if (!isItself) read.wrong.push(`item ${read.count} is not what its hash says`);
    if (item === null) continue;
    if (item.position !== read.count) read.wrong.push(`item ${read.count} has the position ${item.position}`);
    const facts = sha256(canonicalText(item.facts));
    if (item.factsHash !== null && item.factsHash !== facts.toString("hex")) {
      read.wrongFacts.push(`the facts of item ${read.count} are not what was frozen`);
    }
    // The facts of a pack that is whole are as declared; of one that is not, the hash says so.
    read.population.add(item as never, facts);
    read.wrongAnswers.push(...answerProblems(item, people));
    for (const { decidedById, decidedForId } of item.answers) {
      read.answeredBy.add(decidedById);
      if (decidedForId !== null) read.answeredBy.add(decidedForId);
    }
    const decision = item.decision === "no response" ? "undecided" : item.decision;
    addTo(read.totals, { ...item, decision }, definition.noResponse);
    onItem(read.count);
  }
}

async function readRecords(reader: EvidenceReader, read: ReadPack): Promise<void> {
  for await (const line of reader.records()) {
    read.recordCount += 1;
    const { isItself } = readLine(line, packRecord, read.records);
    if (!isItself) read.wrongRecords.push(`record ${read.recordCount} is not what its hash says`);
  }
}

/** `isItself` where it is in canonical form and its hash is that of its text; `value` is null where it is no such thing. */
function readLine<T>({ hash: said, text }: PackLine, schema: z.ZodType<T>, chain: EvidenceChain) {
  const digest = sha256(text);
  chain.add(digest);
  try {
    const parsed: unknown = JSON.parse(text);
    const value = schema.safeParse(parsed).data ?? null;
    const isHash = said === `sha256:${digest.toString("hex")}`;
    return { value, isItself: isHash && value !== null && canonicalText(parsed) === text };
  } catch {
    // Said by whoever asked.
    return { value: null, isItself: false };
  }
}
