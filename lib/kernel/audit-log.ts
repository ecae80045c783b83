import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { type Actor, actorId, actorName } from "./actor.ts";
import { inTenant, type Tx } from "./db.ts";
import type { AuditableEvent, JsonObject } from "./events.ts";
import { newId } from "./id.ts";
import { requestId } from "./request-context.ts";

/** An event as it is hashed: exactly these fields, as RFC 8785 text. Times are ISO 8601, UTC, milliseconds. */
export interface AuditRecord {
  id: string;
  occurredAt: string;
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

/** The hash an organization's chain starts from: 32 zero bytes. */
export const CHAIN_START = new Uint8Array(32);

/** SHA-256 of the record's canonical text (RFC 8785). */
export function recordDigest(record: AuditRecord): Uint8Array {
  const text = canonicalize(record);
  if (text === undefined) throw new Error("an audit record must be JSON");
  return hash("sha256", text, "buffer");
}

/** link = sha256(previous link || sequence, 8 bytes big-endian || record digest); the same in append_audit_events(). */
export function chainLink(previous: Uint8Array, sequence: bigint, digest: Uint8Array): Uint8Array {
  const position = Buffer.alloc(8);
  position.writeBigInt64BE(sequence);
  return hash("sha256", Buffer.concat([previous, position, digest]), "buffer");
}

/**
 * Appends events inside the caller's transaction and returns the sequence of the last. Call it last: it locks the
 * organization's head until commit.
 */
export async function appendEvents(
  tx: Tx,
  actor: Actor,
  events: readonly AuditableEvent[],
  at: Date,
): Promise<bigint> {
  return appendRecords(
    tx,
    events.map((event) => toRecord(actor, event, at)),
  );
}

/** The record of one event, with hostile characters that JSON storage cannot hold replaced. */
export function toRecord(actor: Actor, event: AuditableEvent, at: Date): AuditRecord {
  return {
    id: newId(at),
    occurredAt: at.toISOString(),
    type: event.type,
    actorKind: actor.kind,
    actorId: actorId(actor),
    actorName: storable(actorName(actor)),
    subjectKind: event.subject.kind,
    subjectId: event.subject.id,
    subjectName: storable(event.subject.name).slice(0, 300),
    requestId: requestId(),
    detail: storableJson(event.detail),
  };
}

async function appendRecords(tx: Tx, records: readonly AuditRecord[]): Promise<bigint> {
  const rows = records.map((record) => ({
    ...record,
    digest: Buffer.from(recordDigest(record)).toString("hex"),
  }));
  const [answer] = await tx.$queryRaw<{ sequence: bigint }[]>`
    select append_audit_events(${JSON.stringify(rows)}::jsonb) as sequence`;
  if (answer === undefined) throw new Error("append_audit_events() gave no answer");
  return answer.sequence;
}

/** At most this many standalone events share a transaction. */
const BATCH_LIMIT = 500;

interface Waiting {
  record: AuditRecord;
  done: (sequence: bigint) => void;
  failed: (error: unknown) => void;
}

const waitingByOrganization = new Map<string, Waiting[]>();

/**
 * Appends an event that has no change of its own to ride with (a denial, a refusal, a sign-in), in a transaction of
 * its own. What several callers of one process append at the same time shares a transaction, so that a storm of
 * refusals costs one commit per batch and not one each. Resolves once committed.
 */
export function appendStandalone(actor: Actor, event: AuditableEvent, at: Date): Promise<bigint> {
  const { organizationId } = actor;
  return new Promise((done, failed) => {
    const entry = { record: toRecord(actor, event, at), done, failed };
    const queue = waitingByOrganization.get(organizationId);
    if (queue !== undefined) {
      queue.push(entry);
      return;
    }
    waitingByOrganization.set(organizationId, [entry]);
    void drain(organizationId);
  });
}

async function drain(organizationId: string): Promise<void> {
  for (;;) {
    const batch = waitingByOrganization.get(organizationId)?.splice(0, BATCH_LIMIT) ?? [];
    if (batch.length === 0) {
      waitingByOrganization.delete(organizationId);
      return;
    }
    try {
      const last = await inTenant(organizationId, "write", (tx) =>
        appendRecords(
          tx,
          batch.map((entry) => entry.record),
        ),
      );
      for (const [index, entry] of batch.entries()) entry.done(last - BigInt(batch.length - 1 - index));
    } catch (error) {
      for (const entry of batch) entry.failed(error);
    }
  }
}

/** PostgreSQL holds neither NUL nor half a surrogate pair in JSON. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}

/** How JSON text shows a NUL or half a surrogate pair; nearly no event has any, and looking costs less than replacing. */
const UNSTORABLE = /\\u(0000|d[89a-f])/;

function storableJson(value: JsonObject): JsonObject {
  const text = JSON.stringify(value);
  const replace = (_key: string, inner: unknown) => (typeof inner === "string" ? storable(inner) : inner);
  // The text is made of JSON's own types only, so what comes back has the type that went in.
  return JSON.parse(text, UNSTORABLE.test(text) ? replace : undefined) as JsonObject;
}
