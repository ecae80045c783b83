import { authenticateToken } from "#lib/identity/authenticate.ts";
import { elapsedMs } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import type { Look } from "./follow-store.ts";
import { Follower } from "./follower.ts";
import { Readers } from "./readers.ts";
import { Tenant } from "./tenant.ts";
import { TrustedClock } from "./trusted-clock.ts";

export interface SnapshotSettings {
  /** Milliseconds without a look at the database after which every answer is no. */
  staleMs: number;
  /** Rows to hold; beyond it, organizations that were asked about longest ago are let go. */
  rowsMax: number;
}

/** Everything of an organization is read anew this often, in case something was missed after all. */
const RECONCILE_AFTER_MS = 600_000;
const LET_GO_AFTER_MS = 3_600_000;
const HOUSEKEEPING_EVERY_MS = 10_000;
/** How long an unknown token is remembered as such, and how many are: a new one is tried right after it was made. */
const UNKNOWN_FOR_MS = 1_000;
const UNKNOWN_MAX = 10_000;
const LOOK_UPS_MAX = 50;

/**
 * What this process knows of every organization that it was asked about, kept up to date. A token is looked up in the
 * database once; after that its organization's tokens are known, and told of, like everything else.
 */
export class Snapshots {
  readonly clock = new TrustedClock();
  readonly #settings: SnapshotSettings;
  readonly #readers = new Readers();
  readonly #follower: Follower;
  readonly #tenants = new Map<string, Tenant>();
  readonly #owners = new Map<string, Tenant>();
  readonly #unknown = new Map<string, number>();
  readonly #lookUps = new Map<string, Promise<Tenant | null>>();
  #housekeeping: NodeJS.Timeout | undefined;

  constructor(settings: SnapshotSettings) {
    this.#settings = settings;
    this.#follower = new Follower({
      looked: (look, startedAt) => this.#looked(look, startedAt),
      notified: (organizationId) => this.#tenants.get(organizationId)?.noteNotified(),
      lost: () => this.#forgetAll(),
    });
  }

  start(): void {
    this.#follower.start();
    this.#housekeeping = setInterval(() => this.#keepHouse(), HOUSEKEEPING_EVERY_MS);
    this.#housekeeping.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#housekeeping);
    await this.#follower.stop();
    this.#readers.close();
  }

  /** True while what is known is known to be so. */
  get isFollowing(): boolean {
    return elapsedMs() - this.#follower.lookedAt <= this.#settings.staleMs;
  }

  /** Whether a yes may be given by what is known of this organization. */
  isTrue(tenant: Tenant): boolean {
    return elapsedMs() - tenant.trueAt <= this.#settings.staleMs;
  }

  /** The organization whose token this is the hash of (SHA-256, base64), if its world is at hand. */
  find(hash: string): Tenant | null {
    const tenant = this.#owners.get(hash);
    return tenant === undefined || tenant.world === null ? null : tenant;
  }

  /**
   * The same, asking the database; null when there is no such token, or it is no good.
   *
   * @throws AppError `unavailable`
   */
  async locate(hash: string, secret: string): Promise<Tenant | null> {
    const triedAt = this.#unknown.get(hash);
    if (triedAt !== undefined && elapsedMs() - triedAt < UNKNOWN_FOR_MS) return null;
    let lookUp = this.#lookUps.get(hash);
    if (lookUp === undefined) {
      if (this.#lookUps.size >= LOOK_UPS_MAX) throw new Error("too many unknown tokens at once");
      lookUp = this.#lookUp(hash, secret).finally(() => this.#lookUps.delete(hash));
      this.#lookUps.set(hash, lookUp);
    }
    const tenant = await lookUp;
    await tenant?.loadFor(hash);
    return tenant;
  }

  /** Of how many organizations what is known is too old for a yes, although they are held. */
  get behind(): number {
    return [...this.#tenants.values()].filter((tenant) => tenant.world !== null && !this.isTrue(tenant))
      .length;
  }

  /** How many organizations and rows are held. */
  get held(): { organizations: number; rows: number } {
    let rows = 0;
    for (const tenant of this.#tenants.values()) rows += tenant.world?.size ?? 0;
    return { organizations: this.#tenants.size, rows };
  }

  async #lookUp(hash: string, secret: string): Promise<Tenant | null> {
    const actor = await authenticateToken(secret);
    if (actor === null) {
      if (this.#unknown.size >= UNKNOWN_MAX) this.#unknown.clear();
      this.#unknown.set(hash, elapsedMs());
      return null;
    }
    const { organizationId } = actor;
    const known = this.#tenants.get(organizationId);
    if (known !== undefined) return known;
    const tenant: Tenant = new Tenant(organizationId, this.#readers, (hashes) => {
      if (this.#tenants.get(organizationId) !== tenant) return;
      for (const one of hashes) this.#owners.set(one, tenant);
    });
    this.#tenants.set(organizationId, tenant);
    return tenant;
  }

  #looked({ at, entries }: Look, startedAt: number): void {
    this.clock.note(at, startedAt);
    const byOrganization = new Map(entries.map((entry) => [entry.organizationId, entry]));
    for (const [id, tenant] of this.#tenants) tenant.noteLook(startedAt, byOrganization.get(id));
  }

  #keepHouse(): void {
    const at = elapsedMs();
    for (const [hash, triedAt] of this.#unknown)
      if (at - triedAt > UNKNOWN_FOR_MS) this.#unknown.delete(hash);
    let { rows } = this.held;
    for (const tenant of [...this.#tenants.values()].sort((a, b) => a.askedAt - b.askedAt)) {
      const isOver = rows > this.#settings.rowsMax && this.#tenants.size > 1;
      if (!isOver && at - tenant.askedAt < LET_GO_AFTER_MS) break;
      rows -= tenant.world?.size ?? 0;
      this.#letGo(tenant);
    }
    const [oldest] = [...this.#tenants.values()].sort((a, b) => a.loadedAt - b.loadedAt);
    if (oldest !== undefined && at - oldest.loadedAt > RECONCILE_AFTER_MS) {
      oldest.reconcile().catch((error: unknown) => log.warn({ err: error }, "decisions could not reconcile"));
    }
  }

  #letGo(tenant: Tenant): void {
    this.#tenants.delete(tenant.organizationId);
    for (const [hash, owner] of this.#owners) if (owner === tenant) this.#owners.delete(hash);
  }

  #forgetAll(): void {
    this.#tenants.clear();
    this.#owners.clear();
    this.#unknown.clear();
  }
}
