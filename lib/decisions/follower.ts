import { elapsedMs } from "#lib/kernel/clock.ts";
import type { DirectConnection } from "#lib/kernel/direct-connection.ts";
import { log } from "#lib/kernel/log.ts";
import { FROM_NOW_ON, type Look, listenForChanges, lookForChanges, nameOfDatabase } from "./follow-store.ts";

/** Milliseconds between two looks. */
const LOOK_EVERY_MS = 250;
/** A look that takes longer has failed: the connection is closed, and another one opened. */
const LOOK_TIMEOUT_MS = 1_000;
const RECONNECT_MS = 200;
/** Entries are kept for an hour; who did not look for this long reads everything anew. */
const FORGET_AFTER_MS = 600_000;

export interface FollowerTold {
  /** A look that began at `startedAt` (elapsed milliseconds) found this. */
  looked(look: Look, startedAt: number): void;
  /** Something changed in an organization. */
  notified(organizationId: string): void;
  /** What is known cannot be followed on: it is another database, or too long ago. */
  lost(): void;
}

/** Looks for changes of all organizations several times a second, and passes on what it is notified of. */
export class Follower {
  readonly #told: FollowerTold;
  #connection: DirectConnection | null = null;
  #since = FROM_NOW_ON;
  #database = "";
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isStopped = false;
  #wake: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(told: FollowerTold) {
    this.#told = told;
  }

  /** When the last look that was answered began; elapsed milliseconds. */
  get lookedAt(): number {
    return this.#lookedAt;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake();
    this.#connection?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    let isSaid = false;
    while (!this.#isStopped) {
      try {
        this.#connection = await listenForChanges(LOOK_TIMEOUT_MS, (id) => this.#told.notified(id));
        await this.#meet(this.#connection);
        if (isSaid) log.info("decisions follow the database again");
        isSaid = false;
        while (!this.#isStopped) {
          await this.#look(this.#connection);
          await this.#pause(LOOK_EVERY_MS);
        }
      } catch (error) {
        if (!isSaid && !this.#isStopped) log.warn({ err: error }, "decisions cannot follow the database");
        isSaid = true;
        await this.#pause(RECONNECT_MS);
      } finally {
        this.#connection?.close();
        this.#connection = null;
      }
    }
  }

  async #meet(connection: DirectConnection): Promise<void> {
    const database = await nameOfDatabase(connection);
    const isOther = this.#database !== "" && this.#database !== database;
    if (isOther || elapsedMs() - this.#lookedAt > FORGET_AFTER_MS) this.#forget();
    this.#database = database;
  }

  async #look(connection: DirectConnection): Promise<void> {
    const startedAt = elapsedMs();
    const look = await lookForChanges(connection, this.#since);
    if (this.#since !== FROM_NOW_ON && look.horizon < this.#since) this.#forget();
    this.#since = look.horizon;
    this.#lookedAt = startedAt;
    this.#told.looked(look, startedAt);
  }

  #forget(): void {
    this.#since = FROM_NOW_ON;
    this.#told.lost();
  }

  async #pause(milliseconds: number): Promise<void> {
    if (this.#isStopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
