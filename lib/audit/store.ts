import type { Tx } from "#lib/kernel/db.ts";
import type { JsonObject } from "#lib/kernel/events.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { ChainHead, ChainRow } from "./verify-chain.ts";

/** One stored event. Every column that was hashed, its number, and the links. */
export interface StoredEvent {
  sequence: bigint;
  id: string;
  occurredAt: Date;
  type: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  subjectKind: string;
  subjectId: string | null;
  subjectName: string;
  requestId: string | null;
  detail: JsonObject;
}

export interface EventFilter {
  type?: string | undefined;
  /** Any of these; only where the events of one server are asked for. */
  types?: readonly string[] | undefined;
  actorId?: string | undefined;
  subjectId?: string | undefined;
  subjectKind?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
}

export interface EventPage {
  /** Only events of lower numbers. */
  before: bigint | null;
  limit: number;
}

/** Counting further than this costs more than the answer is worth: "10,000+". */
export const COUNT_LIMIT = 10_000;

const EVENT_COLUMNS = Prisma.sql`sequence, id, occurred_at as "occurredAt", type, actor_kind as "actorKind",
  actor_id as "actorId", actor_name as "actorName", subject_kind as "subjectKind", subject_id as "subjectId",
  subject_name as "subjectName", request_id as "requestId", detail`;

/**
 * The head of the chain: number and hash of the last event, and whether there are events past it, which there never
 * should be. One statement, so that an append at the same time cannot look like one. Null without a chain.
 */
export async function loadHead(tx: Tx): Promise<ChainHead | null> {
  const [head] = await tx.$queryRaw<ChainHead[]>`
    select h.sequence, h.hash, exists (select from audit_event e where e.sequence > h.sequence) as "isPassed"
    from audit_head h`;
  return head ?? null;
}

/**
 * Up to `limit` rows of the chain with numbers in (`after`, `until`], in order. Each row comes as one JSON text:
 * the client's own decoding of fourteen columns costs more than reading, parsing and hashing together.
 */
export async function loadChainRows(
  tx: Tx,
  after: bigint,
  until: bigint,
  limit: number,
): Promise<ChainRow[]> {
  const rows = await tx.$queryRaw<{ text: string }[]>`
    select json_build_array(sequence, encode(previous_hash, 'hex'), encode(hash, 'hex'), id,
      (extract(epoch from occurred_at) * 1000)::bigint, type, actor_kind, actor_id, actor_name, subject_kind,
      subject_id, subject_name, request_id, detail)::text as text
    from audit_event where sequence > ${after} and sequence <= ${until}
    order by sequence limit ${limit}`;
  return rows.map((row) => toChainRow(JSON.parse(row.text)));
}

type ChainColumns = [
  sequence: number,
  previousHash: string,
  hash: string,
  id: string,
  occurredAtMs: number,
  type: string,
  actorKind: string,
  actorId: string | null,
  actorName: string,
  subjectKind: string,
  subjectId: string | null,
  subjectName: string,
  requestId: string | null,
  detail: JsonObject,
];

function toChainRow(columns: ChainColumns): ChainRow {
  const [sequence, previousHash, hash, id, occurredAtMs, type, actorKind, actorId, actorName, ...rest] =
    columns;
  const [subjectKind, subjectId, subjectName, requestId, detail] = rest;
  return {
    sequence: BigInt(sequence),
    previousHash: Buffer.from(previousHash, "hex"),
    hash: Buffer.from(hash, "hex"),
    record: {
      id,
      occurredAt: new Date(occurredAtMs).toISOString(),
      type,
      actorKind,
      actorId,
      actorName,
      subjectKind,
      subjectId,
      subjectName,
      requestId,
      detail,
    },
  };
}

/** Newest first, older than `before` when given. */
export async function loadEvents(tx: Tx, filter: EventFilter, page: EventPage): Promise<StoredEvent[]> {
  const older = page.before === null ? Prisma.sql`true` : Prisma.sql`sequence < ${page.before}`;
  return tx.$queryRaw<StoredEvent[]>`
    select ${EVENT_COLUMNS} from audit_event where ${conditions(filter)} and ${older}
    order by sequence desc limit ${page.limit}`;
}

/** At most COUNT_LIMIT + 1. */
export async function countEvents(tx: Tx, filter: EventFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (
      select from audit_event where ${conditions(filter)} limit ${COUNT_LIMIT + 1}) as some_events`;
  return Number(row?.count ?? 0n);
}

export async function loadEvent(tx: Tx, sequence: bigint): Promise<StoredEvent | null> {
  const [event] = await tx.$queryRaw<StoredEvent[]>`
    select ${EVENT_COLUMNS} from audit_event where sequence = ${sequence}`;
  return event ?? null;
}

/**
 * The events of one server, newest first. Through a function of the database, because row-level security keeps an
 * index on an expression over `detail` from being used (its operator is not leakproof).
 */
export async function loadServerEvents(
  tx: Tx,
  serverId: string,
  filter: EventFilter,
  page: EventPage,
): Promise<StoredEvent[]> {
  return tx.$queryRaw<StoredEvent[]>`
    select ${EVENT_COLUMNS} from audit_event
    where sequence = any (array(${serverSequences(serverId, filter, page)}))
    order by sequence desc`;
}

/** At most COUNT_LIMIT + 1. */
export async function countServerEvents(tx: Tx, serverId: string, filter: EventFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count
    from (${serverSequences(serverId, filter, { before: null, limit: COUNT_LIMIT + 1 })}) as found`;
  return Number(row?.count ?? 0n);
}

function serverSequences(serverId: string, filter: EventFilter, page: EventPage): Prisma.Sql {
  const { type = null, types = [type], actorId = null, from = null, until = null } = filter;
  return Prisma.sql`select found.sequence
    from unnest(${[...types]}::text[]) as told(type)
    cross join lateral audit_sequences_of_server(${serverId}::uuid, told.type, ${actorId}::uuid,
      ${from}::timestamptz, ${until}::timestamptz, ${page.before}::bigint, ${page.limit}::int) as found(sequence)
    order by found.sequence desc limit ${page.limit}`;
}

/** Only operators that row-level security lets use an index: equality and comparison of plain columns. */
function conditions(filter: EventFilter): Prisma.Sql {
  const parts = [Prisma.sql`true`];
  if (filter.type !== undefined) parts.push(Prisma.sql`type = ${filter.type}`);
  if (filter.actorId !== undefined) parts.push(Prisma.sql`actor_id = ${filter.actorId}::uuid`);
  if (filter.subjectId !== undefined) parts.push(Prisma.sql`subject_id = ${filter.subjectId}::uuid`);
  if (filter.subjectKind !== undefined) parts.push(Prisma.sql`subject_kind = ${filter.subjectKind}`);
  if (filter.from !== undefined) parts.push(Prisma.sql`occurred_at >= ${filter.from}`);
  if (filter.until !== undefined) parts.push(Prisma.sql`occurred_at < ${filter.until}`);
  return Prisma.join(parts, " and ");
}
