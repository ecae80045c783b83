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
  #keys: ReadonlySet<string> = new Set();

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
    const values = parsed(`${lines.join("").replace(/,$/, "")}}`, "its head");
    this.#keys = new Set([...Object.keys(values), "items", "records"]);
    return values;
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
    const what = "what stands behind its items";
    const values = parsed(`{${[...lines, line].join("")}}`, what);
    const again = Object.keys(values).find((key) => this.#keys.has(key));
    if (again !== undefined) throw new NoEvidence(`“${again}” stands in it twice`);
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

/** Of a key that stands twice one program reads the first and another the last: what is read has to be all that is said. */
function parsed(text: string, what: string): Record<string, unknown> {
  const value = read(text);
  if (typeof value !== "object" || value === null) throw new NoEvidence(`${what} cannot be read as JSON`);
  // Written as here, a key of this name can stand in no other form; many readers do not take it for one.
  if (text.includes('"__proto__":')) throw new NoEvidence(`${what} has a key that Steward never writes`);
  if (JSON.stringify(value) !== text) {
    throw new NoEvidence(`${what} says something twice, or is not written as Steward writes it`);
  }
  return value as Record<string, unknown>;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
