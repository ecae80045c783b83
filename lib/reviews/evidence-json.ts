import { createHash } from "node:crypto";
import type { EvidenceHeader, EvidenceItem, EvidenceRecord, EvidenceTotals } from "./evidence.ts";
import { EvidenceChain, evidenceHash } from "./evidence-hash.ts";
import { canonicalText, sha256 } from "./seal.ts";

/**
 * The evidence pack as text: one JSON value whose header comes first, then each item on a line of its own, each record
 * likewise, then totals and hashes, so that it is written and read in a stream. Each item's line is
 * `{"hash":…,"item":…}`, the hash being the SHA-256 of the text behind `"item":`, which is in RFC 8785 form. `packHash` is
 * the SHA-256 of every byte before its line, `headerHash` that of every byte before the first item's line.
 * docs/evidence.md says it all.
 */
export class EvidenceWriter {
  readonly #header: EvidenceHeader;
  readonly #bytes = createHash("sha256");
  readonly #items = new EvidenceChain();
  readonly #records = new EvidenceChain();
  #headerHash = "";
  #isFirst = true;
  #hasRecords = false;

  constructor(header: EvidenceHeader) {
    this.#header = header;
  }

  head(): string {
    const { people, ...before } = this.#header;
    const lines = Object.entries(before).map(([key, value]) => line(key, value));
    const named = people.map((one) => canonicalText(one)).join(",\n");
    const text = `{\n${lines.join("")}"people":[\n${named}\n],\n"items":[\n`;
    this.#headerHash = named256(sha256(text));
    return this.#hashed(text);
  }

  items(items: readonly EvidenceItem[]): string {
    return this.#hashed(this.#lines(items, "item", this.#items));
  }

  /** After the last item; the format before records has none. */
  records(records: readonly EvidenceRecord[]): string {
    if (this.#header.formatVersion === 3) return "";
    const before = this.#beginRecords();
    return this.#hashed(`${before}${this.#lines(records, "record", this.#records)}`);
  }

  /** The end of the pack, with the hashes that stand in it. */
  end({ totals, tally }: EvidenceTotals): { text: string; evidenceHash: string; packHash: string } {
    const { campaign, population, formatVersion } = this.#header;
    const chains = { items: this.#items.hex, records: this.#records.hex };
    const evidence = evidenceHash(formatVersion, { campaign, population, totals, ...chains });
    const before = [
      this.#header.formatVersion === 3 ? "" : this.#beginRecords(),
      this.#endList(),
      line("totals", totals),
      line("tally", tally),
      line("headerHash", this.#headerHash),
      line("itemsHash", `sha256:${chains.items}`),
      ...(formatVersion === 3 ? [] : [line("recordsHash", `sha256:${chains.records}`)]),
      line("evidenceHash", evidence),
    ].join("");
    this.#bytes.update(before);
    const packHash = named256(this.#bytes.copy().digest());
    return { text: `${before}"packHash":"${packHash}"\n}\n`, evidenceHash: evidence, packHash };
  }

  #beginRecords(): string {
    if (this.#hasRecords) return "";
    this.#hasRecords = true;
    const text = `${this.#endList()}"records":[\n`;
    this.#isFirst = true;
    return text;
  }

  #endList(): string {
    return this.#isFirst ? "],\n" : "\n],\n";
  }

  #lines(of: readonly object[], name: "item" | "record", chain: EvidenceChain): string {
    let text = "";
    for (const one of of) {
      const canonical = canonicalText(one);
      const digest = sha256(canonical);
      chain.add(digest);
      text += `${this.#isFirst ? "" : ",\n"}{"hash":"${named256(digest)}","${name}":${canonical}}`;
      this.#isFirst = false;
    }
    return text;
  }

  #hashed(text: string): string {
    this.#bytes.update(text);
    return text;
  }
}

function line(key: string, value: unknown): string {
  return `"${key}":${canonicalText(value)},\n`;
}

function named256(digest: Uint8Array): string {
  return `sha256:${Buffer.from(digest).toString("hex")}`;
}
