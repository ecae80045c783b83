import { createHash } from "node:crypto";
import type { EvidenceHeader, EvidenceItem, EvidenceTotals } from "./evidence.ts";
import { evidenceHash, ItemChain } from "./evidence-hash.ts";
import { canonicalText, sha256 } from "./seal.ts";

/**
 * The evidence pack as text: one JSON value whose header comes first, then each item on a line of its own, then totals
 * and hashes, so that it is written and read in a stream. Each item's line is `{"hash":…,"item":…}`, the hash being the
 * SHA-256 of the text behind `"item":`, which is in RFC 8785 form. `packHash` is the SHA-256 of every byte before its
 * line, `headerHash` that of every byte before the first item's line. docs/evidence.md says it all.
 */
export class EvidenceWriter {
  readonly #header: EvidenceHeader;
  readonly #bytes = createHash("sha256");
  readonly #chain = new ItemChain();
  #headerHash = "";
  #isFirst = true;

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
    let text = "";
    for (const item of items) {
      const canonical = canonicalText(item);
      const digest = sha256(canonical);
      this.#chain.add(digest);
      text += `${this.#isFirst ? "" : ",\n"}{"hash":"${named256(digest)}","item":${canonical}}`;
      this.#isFirst = false;
    }
    return this.#hashed(text);
  }

  /** The end of the pack, with the hashes that stand in it. */
  end({ totals, tally }: EvidenceTotals): { text: string; evidenceHash: string; packHash: string } {
    const { campaign, population } = this.#header;
    const evidence = evidenceHash(campaign, population, this.#chain.hex, totals);
    const before = [
      this.#isFirst ? "],\n" : "\n],\n",
      line("totals", totals),
      line("tally", tally),
      line("headerHash", this.#headerHash),
      line("itemsHash", `sha256:${this.#chain.hex}`),
      line("evidenceHash", evidence),
    ].join("");
    this.#bytes.update(before);
    const packHash = named256(this.#bytes.copy().digest());
    return { text: `${before}"packHash":"${packHash}"\n}\n`, evidenceHash: evidence, packHash };
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
