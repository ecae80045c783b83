/**
 * Load owns made-up organizations: as many believable servers as asked for, to measure and to try Steward on. It
 * promises that the same plan makes the same servers, in any order and over any number of runs, and that their findings
 * are those that policy's own rules give. It refuses to write among people's own data, and makes no approvals: no tool
 * of a made-up server is enabled, because only people enable tools.
 */

export const SERVERS_MAX = 2_000_000;

/** Servers made in one transaction, which must be done in 30 seconds on a busy machine too. */
export const CHUNK_SERVERS = 500;

/** What a load is made from. */
export interface LoadPlan {
  seed: number;
  /** How many servers there will be in the end. */
  servers: number;
  /** Midnight UTC of the day on which it began: all dates are told from it. */
  startedOn: Date;
}

export const DAY_MS = 86_400_000;
/** The oldest server was registered so long ago. */
const HISTORY_DAYS = 1_000;

/** Ordinals of the servers of one chunk: from the first, up to and without the last. */
export function chunkOf(plan: LoadPlan, first: number): { first: number; end: number } {
  return { first, end: Math.min(first + CHUNK_SERVERS, plan.servers) };
}

/** Chunks after which it is worth adding up what they left behind. */
const ROUND_CHUNKS = 16;

/** Whether the chunk that begins at `first` makes the load twice as large as when this was last so, or ends a round. */
export function progressAt(plan: LoadPlan, first: number): { grownTo: number | null; isRoundFull: boolean } {
  const chunks = first / CHUNK_SERVERS + 1;
  const isLast = first + CHUNK_SERVERS >= plan.servers;
  return {
    grownTo: Number.isInteger(Math.log2(chunks)) ? first + CHUNK_SERVERS : null,
    isRoundFull: isLast || chunks % ROUND_CHUNKS === 0,
  };
}

/** When the server of this ordinal was registered: later ordinals later, the last one the day before the load. */
export function registeredAt({ servers, startedOn }: LoadPlan, ordinal: number): Date {
  const ageMs = Math.floor((HISTORY_DAYS * DAY_MS * (servers - ordinal)) / servers) + DAY_MS;
  return new Date(startedOn.getTime() - ageMs);
}

const KINDS = {
  person: 1,
  server: 2,
  tool: 3,
  version: 4,
  scope: 5,
  credential: 6,
  step: 7,
  consumer: 8,
} as const;

/**
 * A UUIDv7 (RFC 9562 section 5.7) that says what it is of instead of being random: kind, position in its server, seed
 * and ordinal. Ids of later servers are greater, so that a load appends to every index.
 */
export function madeId(
  { seed }: LoadPlan,
  kind: keyof typeof KINDS,
  at: Date,
  ordinal: number,
  position = 0,
): string {
  const time = hex(at.getTime(), 12);
  const what = `${KINDS[kind]}${hex(position, 2)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${what}-8${hex(seed % 4096, 3)}-${hex(ordinal, 12)}`;
}

/** The id of the server of this ordinal. */
export function serverId(plan: LoadPlan, ordinal: number): string {
  return madeId(plan, "server", registeredAt(plan, ordinal), ordinal);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
