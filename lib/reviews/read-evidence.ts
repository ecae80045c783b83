import { createHash, type Hash } from "node:crypto";

/** A pack that is none: where it stops being one, in words. */
export class NoEvidence extends Error {}

export interface PackLine {
  /** As the pack has it. */
  hash: string;
  /** The exact text that the hash is of. */
  text: string;
}

export interface PackEnd {
  values: Record<string, unknown>;
  /** Made from the bytes of the file. */
  headerHash: string;
  packHash: string;
}

const LINE = /^\{"hash":"(sha256:[0-9a-f]{64})","(item|record)":(\{.*\})\}$/s;

/**
 * Reads a pack line by line. `head` first, then the items, the records where it has any, then `end`: the file is read
 * once.
 *
 * @throws NoEvidence when it is not built as a pack is
 */
export class EvidenceReader {
  readonly #lines: AsyncIterator<string>;
  readonly #bytes: Hash = createHash("sha256");
  #number = 0;
  #headerHash = "";

  constructor(lines: AsyncIterable<string>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async head(): Promise<Record<string, unknown>> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.#next("before its items");
      this.#count(line);
      if (line === '"items":[') break;
      lines.push(line);
    }
    this.#headerHash = `sha256:${this.#bytes.copy().digest("hex")}`;
    return parsed(`${lines.join("\n").replace(/,$/, "")}}`, "the head");
  }

  items(): AsyncGenerator<PackLine> {
    return this.#list("item");
  }

  async *records(): AsyncGenerator<PackLine> {
    const line = await this.#next("before its records");
    this.#count(line);
    if (line !== '"records":[') throw new NoEvidence(`line ${this.#number} should begin its records`);
    yield* this.#list("record");
  }

  async end(): Promise<PackEnd> {
    const lines: string[] = [];
    let line = await this.#next("before its hashes");
    while (!line.startsWith('"packHash":')) {
      this.#count(line);
      lines.push(line);
      line = await this.#next("before its last hash");
    }
    const packHash = `sha256:${this.#bytes.digest("hex")}`;
    const last = await this.#next("before its end");
    if (last !== "}" || !(await this.#lines.next()).done) {
      throw new NoEvidence(`something stands behind its last hash, at line ${this.#number}`);
    }
    const values = parsed(`{${[...lines, line].join("\n")}}`, "what stands behind the items");
    return { values, headerHash: this.#headerHash, packHash };
  }

  async *#list(name: "item" | "record"): AsyncGenerator<PackLine> {
    for (;;) {
      const line = await this.#next(`among its ${name}s`);
      this.#count(line);
      if (line === "],") return;
      const [, hash, named, text] = LINE.exec(line.endsWith(",") ? line.slice(0, -1) : line) ?? [];
      if (hash === undefined || text === undefined || named !== name) {
        throw new NoEvidence(`line ${this.#number} should be one ${name} with its hash, and is not`);
      }
      yield { hash, text };
    }
  }

  async #next(where: string): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new NoEvidence(`the file ends ${where}`);
    this.#number += 1;
    return value;
  }

  #count(line: string): void {
    this.#bytes.update(line);
    this.#bytes.update("\n");
  }
}

function parsed(text: string, what: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new NoEvidence(`${what} cannot be read as JSON`);
}
