import type { DirectConnection } from "#lib/kernel/direct-connection.ts";
import { type Difference, type LoadedWorld, loadWorld, openReader, readDifference } from "./world-store.ts";

/** Milliseconds for one statement. A difference is small; the grants of a large organization are sorted first. */
const DIFFERENCE_TIMEOUT_MS = 5_000;
const LOAD_TIMEOUT_MS = 30_000;

/** Two connections to read with, so that one organization that is read as a whole keeps no revocation waiting. */
export class Readers {
  readonly #differences = new Lane(DIFFERENCE_TIMEOUT_MS);
  readonly #loads = new Lane(LOAD_TIMEOUT_MS);

  load(organizationId: string): Promise<LoadedWorld> {
    return this.#loads.run((reader) => loadWorld(reader, organizationId));
  }

  difference(organizationId: string, since: bigint, known: ReadonlySet<bigint>): Promise<Difference> {
    return this.#differences.run((reader) => readDifference(reader, organizationId, since, known));
  }

  close(): void {
    this.#differences.close();
    this.#loads.close();
  }
}

/** One connection, one piece of work at a time. */
class Lane {
  readonly #timeoutMs: number;
  #reader: DirectConnection | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  run<T>(work: (reader: DirectConnection) => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      if (this.#reader === null || this.#reader.isLost) {
        this.#reader?.close();
        this.#reader = await openReader(this.#timeoutMs);
      }
      return work(this.#reader);
    });
    this.#last = result.catch(() => {});
    return result;
  }

  close(): void {
    this.#reader?.close();
  }
}
