import { elapsedMs } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import type { Entries } from "./follow-store.ts";
import type { Readers } from "./readers.ts";
import type { TokenRow, World } from "./world.ts";

/** What reads an organization, as a whole or what changed of it. */
export type Reading = Pick<Readers, "load" | "difference">;

/** A difference that could not be read this often in a row may be too large to be read: all is read anew. */
const READ_ANEW_AFTER = 2;

type Ready = (tokens: Iterable<string>) => void;

/**
 * One organization as this process knows it, and since when that is known to be so. What a look for changes reports is
 * read at once; until it is read, the time up to which this is known to be true stands still.
 */
export class Tenant {
  readonly organizationId: string;
  /** When it was last asked about; elapsed milliseconds. */
  askedAt = elapsedMs();
  readonly #readers: Reading;
  readonly #onTokens: Ready;
  #world: World | null = null;
  #candidate: { world: World; horizon: bigint } | null = null;
  /** Everything of transactions before this is in the world, and so are the entries known of later ones. */
  #position = 0n;
  #known: ReadonlySet<bigint> = new Set();
  #trueAt = Number.NEGATIVE_INFINITY;
  #loadedAt = Number.NEGATIVE_INFINITY;
  /** How many times changes were heard of, and how many of those have been read. */
  #heard = 0;
  #read = 0;
  #working: Promise<void> | null = null;
  #isReconciling = false;
  /** Differences in a row that could not be read. */
  #failures = 0;

  constructor(organizationId: string, readers: Reading, onTokens: Ready) {
    this.organizationId = organizationId;
    this.#readers = readers;
    this.#onTokens = onTokens;
  }

  /** What is known, however old; null before it was read. */
  get world(): World | null {
    return this.#world;
  }

  /** Until when everything is known to be as the world says; elapsed milliseconds. */
  get trueAt(): number {
    return this.#trueAt;
  }

  get loadedAt(): number {
    return this.#loadedAt;
  }

  token(hash: string): TokenRow | undefined {
    return this.#world?.token(hash);
  }

  /**
   * Makes sure that this token, which the database knows, is known here.
   *
   * @throws AppError `unavailable`
   */
  async loadFor(hash: string): Promise<void> {
    if (this.#world === null) await this.#work();
    if (this.token(hash) !== undefined) return;
    this.#heard += 1;
    await this.#work();
  }

  /** Told of every look, which began at `startedAt`, with what it found about this organization. */
  noteLook(startedAt: number, entries: Entries | undefined): void {
    const isNews =
      entries?.ids.some((id, index) => {
        const transaction = entries.transactions[index];
        return transaction === undefined || (transaction >= this.#position && !this.#known.has(id));
      }) ?? false;
    if (isNews) this.#heard += 1;
    if (this.#heard === this.#read) this.#trueAt = Math.max(this.#trueAt, startedAt);
    else if (this.#world !== null) this.#work().catch(() => {});
  }

  /** Told that something changed, before any look finds it. */
  noteNotified(): void {
    this.#heard += 1;
    if (this.#world !== null) this.#work().catch(() => {});
  }

  /** Reads everything anew beside what is served, and puts it in its place: whatever was missed is right again. */
  async reconcile(): Promise<void> {
    if (this.#world === null || this.#isReconciling) return;
    this.#isReconciling = true;
    try {
      this.#candidate = await this.#readers.load(this.organizationId);
      this.#heard += 1;
      await this.#work();
    } finally {
      this.#isReconciling = false;
    }
  }

  #work(): Promise<void> {
    this.#working ??= this.#catchUp().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  async #catchUp(): Promise<void> {
    try {
      await this.#readOn();
    } catch (error) {
      this.#noteFailure(error);
      throw error;
    }
    if (this.#failures > 0) log.info(this.#named, "decisions follow an organization again");
    this.#failures = 0;
  }

  /** Said once: the answers about this organization become no when it has not been read for too long. */
  #noteFailure(error: unknown): void {
    this.#failures += 1;
    if (this.#failures === 1) {
      log.warn({ ...this.#named, err: error }, "decisions could not read an organization, and try again");
    }
  }

  get #named(): { organizationId: string } {
    return { organizationId: this.organizationId };
  }

  async #readOn(): Promise<void> {
    while (this.#world === null || this.#read !== this.#heard) {
      const heard = this.#heard;
      const startedAt = elapsedMs();
      if (this.#world === null) await this.#loadWhole();
      else await this.#readDifference();
      this.#read = heard;
      this.#trueAt = Math.max(this.#trueAt, startedAt);
    }
  }

  async #loadWhole(): Promise<void> {
    const { world, horizon } = await this.#readers.load(this.organizationId);
    this.#candidate = null;
    this.#settle(world, horizon, []);
    this.#onTokens(world.tokenHashes());
  }

  async #readDifference(): Promise<void> {
    if (this.#failures >= READ_ANEW_AFTER && this.#candidate === null) {
      this.#candidate = await this.#readers.load(this.organizationId);
    }
    const isNew = this.#candidate !== null;
    const world = this.#candidate?.world ?? this.#world;
    if (world === null) return;
    const [since, known] = isNew
      ? [this.#candidate?.horizon ?? 0n, new Set<bigint>()]
      : [this.#position, this.#known];
    this.#candidate = null;
    try {
      const difference = await this.#readers.difference(this.organizationId, since, known);
      world.put(difference.rows);
      this.#settle(world, difference.horizon, difference.known, isNew);
      this.#onTokens(isNew ? world.tokenHashes() : difference.rows.tokens.map((token) => token.hash));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      // What was read does not fit what is here: nothing of it can be trusted until all is read anew.
      log.warn({ ...this.#named, err: error }, "decisions read an organization anew");
      this.#world = null;
    }
  }

  #settle(world: World, horizon: bigint, known: readonly bigint[], isWhole = this.#world === null): void {
    if (isWhole) this.#loadedAt = elapsedMs();
    this.#world = world;
    this.#position = horizon;
    this.#known = new Set(known);
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "unavailable";
}
