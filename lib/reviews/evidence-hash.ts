import { createHash } from "node:crypto";
import type { EvidenceCampaign, EvidenceFormat, EvidenceItem, EvidencePopulation } from "./evidence.ts";
import { canonicalText, seal, sha256 } from "./seal.ts";
import type { Totals } from "./tally.ts";

/** What the chain of items begins with. */
const NOTHING = Buffer.alloc(32);

/**
 * Items, or records, as one hash, made one at a time: `link = sha256(link before || sha256(its text))`, beginning with 32
 * bytes of zero. What is between two chunks is 32 bytes, so that it can be made by one process after the other.
 */
export class EvidenceChain {
  #link: Buffer;

  constructor(link: Uint8Array = NOTHING) {
    this.#link = Buffer.from(link);
  }

  add(digest: Uint8Array): void {
    this.#link = sha256(this.#link, digest);
  }

  get hex(): string {
    return this.#link.toString("hex");
  }
}

/** What a review's evidence is made of. `items` and `records` are chains, in hexadecimal. */
export interface EvidenceParts {
  campaign: EvidenceCampaign;
  population: EvidencePopulation;
  items: string;
  records: string;
  totals: Totals;
}

/** The hash of a review's evidence: what it asked, of what, what came of each item, what happened, and the totals. */
export function evidenceHash(format: EvidenceFormat, parts: EvidenceParts): string {
  if (format === 4) return seal({ ...parts, format });
  const { records: _, totals, ...rest } = parts;
  const { changeApplied: _a, changeFailed: _f, changeNotNeeded: _n, ...counted } = totals;
  return seal({ ...rest, totals: counted, format });
}

type Frozen = Pick<EvidenceItem, "position" | "subjectId" | "facts">;

/**
 * The population hash, made again from the items: as `populationHash` says in format 2; in format 1 it is the SHA-256 of
 * the RFC 8785 text of `{ items: [{ facts, grantId, position }], query }`.
 */
export class PopulationHasher {
  readonly #format: number;
  readonly #hash = createHash("sha256");
  #isFirst = true;

  constructor(format: number) {
    this.#format = format;
    if (format === 1) this.#hash.update('{"items":[');
  }

  add({ position, subjectId, facts }: Frozen, factsDigest: Uint8Array): void {
    if (this.#format !== 1) {
      this.#hash.update(factsDigest);
      return;
    }
    if (!this.#isFirst) this.#hash.update(",");
    this.#isFirst = false;
    this.#hash.update(canonicalText({ facts, grantId: subjectId, position }));
  }

  end(query: unknown): string {
    if (this.#format !== 1) return seal({ items: this.#hash.digest("hex"), query });
    this.#hash.update(`],"query":${canonicalText(query)}}`);
    return `sha256:${this.#hash.digest("hex")}`;
  }
}
