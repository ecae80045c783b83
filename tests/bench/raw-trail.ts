import { createHash } from "node:crypto";
import { Pool, type PoolClient } from "pg";
import { newId } from "#lib/kernel/id.ts";

const INSERT = `insert into raw_event (organization_id, sequence, id, occurred_at, type, actor_kind, actor_id,
    actor_name, subject_kind, subject_id, subject_name, request_id, detail, previous_hash, hash)
  values ($1, $2, $3, now(), 'session.opened', 'system', null, 'Steward (bench)', 'user',
    '0198c0de-0000-7000-8000-000000000001', 'Bench Person', null, $4, $5, $6)`;

const INSERT_CHUNK = `insert into raw_event (organization_id, sequence, id, occurred_at, type, actor_kind, actor_id,
    actor_name, subject_kind, subject_id, subject_name, request_id, detail, previous_hash, hash)
  select $1, e.sequence, e.id, now(), 'session.opened', 'system', null, 'Steward (bench)', 'user',
    '0198c0de-0000-7000-8000-000000000001', 'Bench Person', null, $2, e.previous_hash, e.hash
  from unnest($3::bigint[], $4::uuid[], $5::bytea[], $6::bytea[]) as e (sequence, id, previous_hash, hash)`;

const DETAIL = JSON.stringify({
  serverId: "0198c0de-0000-7000-8000-000000000002",
  reason: "a benchmark of ordinary length",
});
const NOTHING = Buffer.alloc(32);

/** The floors: what hand-written SQL with prepared statements on bare `pg` does with the same columns and indexes. */
export function openRawTrail(ownerUrl: string, organizationId: string) {
  // As many connections as a process of Steward has (DATABASE_POOL).
  const pool = new Pool({ connectionString: ownerUrl, max: 10 });
  let next = BigInt(process.pid) * 1_000_000_000n;

  /** No chain: what an append costs when nobody waits for anybody. */
  async function insertPlain(): Promise<void> {
    next += 1n;
    const values = [PLAIN_ORGANIZATION, next, newId(), DETAIL, NOTHING, NOTHING];
    await pool.query({ name: "plain", text: INSERT, values });
  }

  const appendToChain = () =>
    inChain(async (client, sequence, hash) => {
      const link = createHash("sha256").update(hash).update(DETAIL).digest();
      const values = [organizationId, sequence + 1n, newId(), DETAIL, hash, link];
      await client.query({ name: "insert", text: INSERT, values });
      return [sequence + 1n, link];
    });

  const appendChunk = (size: number) =>
    inChain(async (client, sequence, hash) => {
      const sequences: bigint[] = [];
      const ids: string[] = [];
      const links = [hash];
      for (let index = 0; index < size; index += 1) {
        sequences.push(sequence + BigInt(index) + 1n);
        ids.push(newId());
        links.push(
          createHash("sha256")
            .update(links[index] ?? NOTHING)
            .update(DETAIL)
            .digest(),
        );
      }
      const values = [organizationId, DETAIL, sequences, ids, links.slice(0, -1), links.slice(1)];
      await client.query({ name: "chunk", text: INSERT_CHUNK, values });
      return [sequence + BigInt(size), links.at(-1) ?? hash];
    });

  /** Begin, lock the head, append, move the head, commit. */
  async function inChain(append: Append): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const text = "select sequence, hash from raw_head where organization_id = $1 for update";
      const { rows } = await client.query({ name: "lock", text, values: [organizationId] });
      const moved = await append(client, BigInt(rows[0].sequence), rows[0].hash);
      await client.query({
        name: "move",
        text: "update raw_head set sequence = $2, hash = $3 where organization_id = $1",
        values: [organizationId, ...moved],
      });
      await client.query("commit");
    } finally {
      client.release();
    }
  }

  return { insertPlain, appendToChain, appendChunk, close: () => pool.end() };
}

type Append = (
  client: PoolClient,
  sequence: bigint,
  hash: Buffer,
) => Promise<[sequence: bigint, hash: Buffer]>;

/** Numbers of plain rows are made up, so they are kept apart from the chain's. */
const PLAIN_ORGANIZATION = "0198c0de-0000-7000-8000-0000000000ff";
