import type { Adapter, AdapterPayload } from "oidc-provider";

const ENTRY_LIMIT = 20_000;

type Entry = { payload: AdapterPayload; expiresAt: number };

/** Sign-ins in progress live in memory only: a restart of this provider asks people to start over, no more. */
const entries = new Map<string, Entry>();

export class MemoryAdapter implements Adapter {
  readonly #model: string;

  constructor(model: string) {
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds: number): Promise<void> {
    const key = this.#key(id);
    entries.delete(key);
    entries.set(key, { payload, expiresAt: Date.now() + (expiresInSeconds || 3_600) * 1_000 });
    const oldest = entries.keys().next().value;
    if (entries.size > ENTRY_LIMIT && oldest !== undefined) entries.delete(oldest);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = entries.get(this.#key(id));
    if (entry === undefined || entry.expiresAt < Date.now()) return undefined;
    return entry.payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const entry = entries.get(this.#key(id));
    if (entry) entry.payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    entries.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
  }

  #key(id: string): string {
    return `${this.#model}:${id}`;
  }

  #findWhere(holds: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    const prefix = this.#key("");
    for (const [key, { payload, expiresAt }] of entries) {
      if (key.startsWith(prefix) && expiresAt >= Date.now() && holds(payload)) return payload;
    }
    return undefined;
  }
}
