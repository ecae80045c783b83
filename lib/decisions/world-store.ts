import { type Ask, DirectConnection } from "#lib/kernel/direct-connection.ts";
import type { ConsumerRow, GrantRow, ServerRow, TokenRow, ToolRow, WorldRows } from "./world.ts";
import { World } from "./world.ts";

/** A world as it was at one moment, and where to follow it from. */
export interface LoadedWorld {
  world: World;
  horizon: bigint;
}

export interface Difference {
  horizon: bigint;
  /** Entries of transactions from the horizon on: found again by the next look, and known by then. */
  known: bigint[];
  rows: WorldRows;
}

/** Rows read at a time: between two batches questions are answered. */
const BATCH = 2_000;

const SERVERS = `select id, slug, name, state::text as state, identity_digest as "identityDigest" from server`;
const TOOLS = `select id, server_id as "serverId", name, state::text as state, state_reason as "stateReason", digest
  from tool`;
const CONSUMERS = `select id, slug, name, kind::text as kind, deactivated_at is null as "isActive" from consumer`;
const TOKENS = `select t.id, encode(t.token_hash, 'base64') as hash, 'decisions:evaluate' = any (t.scopes) as "mayEvaluate",
    (extract(epoch from t.expires_at) * 1000)::float8 as "expiresAt", t.revoked_at is not null as "isRevoked",
    u.is_active as "creatorIsActive"
  from service_token t join users u on u.organization_id = t.organization_id and u.id = t.created_by_id`;
const GRANT = `server_id as "serverId", tool_id as "toolId", consumer_id as "consumerId", state::text as state,
    state_reason as "stateReason", (extract(epoch from granted_at) * 1000)::float8 as "grantedAt",
    (extract(epoch from expires_at) * 1000)::float8 as "expiresAt", tool_digest as "toolDigest",
    server_digest as "serverDigest"`;
/** Of several grants the one that is not revoked counts, else the latest: as `store.ts` has it. */
const WHICH_COUNTS = `(state = 'revoked'), granted_at desc, id desc`;
const TOOL_GRANTS = (filter: string) => `select distinct on (tool_id) ${GRANT} from grants
  where kind = 'tool' ${filter} order by tool_id, ${WHICH_COUNTS}`;
const ACCESS_GRANTS = (filter: string) => `select distinct on (server_id, consumer_id) ${GRANT} from grants
  where kind = 'access' ${filter} order by server_id, consumer_id, ${WHICH_COUNTS}`;

const NOTHING: WorldRows = { servers: [], tools: [], consumers: [], grants: [], tokens: [] };

/** A connection to read worlds with. @throws AppError `unavailable` */
export function openReader(answerTimeoutMs: number): Promise<DirectConnection> {
  return DirectConnection.open({ answerTimeoutMs });
}

/** Reads one organization as a whole. */
export function loadWorld(reader: DirectConnection, organizationId: string): Promise<LoadedWorld> {
  return reader.readAs(organizationId, async (ask) => {
    const horizon = await readHorizon(ask);
    const world = new World();
    await inBatches<ServerRow>(ask, SERVERS, (servers) => world.put({ ...NOTHING, servers }));
    await inBatches<ToolRow>(ask, TOOLS, (tools) => world.put({ ...NOTHING, tools }));
    await inBatches<ConsumerRow>(ask, CONSUMERS, (consumers) => world.put({ ...NOTHING, consumers }));
    await inBatches<GrantRow>(ask, TOOL_GRANTS(""), (grants) => world.put({ ...NOTHING, grants }));
    await inBatches<GrantRow>(ask, ACCESS_GRANTS(""), (grants) => world.put({ ...NOTHING, grants }));
    await inBatches<TokenRow>(ask, TOKENS, (tokens) => world.put({ ...NOTHING, tokens }));
    return { world, horizon };
  });
}

/**
 * The rows that entries of transactions from `since` on name, without those already known.
 *
 * @throws when a row that is named is not there: somebody removed it by hand, and the organization is to be read anew
 */
export function readDifference(
  reader: DirectConnection,
  organizationId: string,
  since: bigint,
  known: ReadonlySet<bigint>,
): Promise<Difference> {
  return reader.readAs(organizationId, async (ask) => {
    const horizon = await readHorizon(ask);
    const entries = await ask<{ id: string; transaction: string; kind: string; ids: string[] }>(
      `select id::text, transaction::text, kind, ids from decision_change where transaction >= $1`,
      [since.toString()],
    );
    const wanted = new Map<string, Set<string>>();
    for (const { id, kind, ids } of entries) {
      if (known.has(BigInt(id))) continue;
      const set = wanted.get(kind) ?? new Set();
      for (const one of ids) set.add(one);
      wanted.set(kind, set);
    }
    const seen = entries.filter(({ transaction }) => BigInt(transaction) >= horizon);
    return { horizon, known: seen.map(({ id }) => BigInt(id)), rows: await readRows(ask, wanted) };
  });
}

async function readRows(ask: Ask, wanted: ReadonlyMap<string, ReadonlySet<string>>): Promise<WorldRows> {
  const read = async <Row extends object>(kind: string, text: string): Promise<Row[]> => {
    const ids = [...(wanted.get(kind) ?? [])];
    if (ids.length === 0) return [];
    const rows = await ask<Row>(text, [ids]);
    if (rows.length !== ids.length) throw new Error(`a changed ${kind} is not there any more`);
    return rows;
  };
  const byId = "where id = any ($1::uuid[])";
  const servers = await read<ServerRow>("server", `${SERVERS} ${byId}`);
  const tools = await read<ToolRow>("tool", `${TOOLS} ${byId}`);
  const consumers = await read<ConsumerRow>("consumer", `${CONSUMERS} ${byId}`);
  const tokens = await read<TokenRow>("token", `${TOKENS} where t.id = any ($1::uuid[])`);
  const users = [...(wanted.get("user") ?? [])];
  if (users.length > 0) {
    tokens.push(...(await ask<TokenRow>(`${TOKENS} where t.created_by_id = any ($1::uuid[])`, [users])));
  }
  const grants = [...(wanted.get("grant") ?? [])];
  return { servers, tools, consumers, tokens, grants: await readGrants(ask, grants) };
}

/** A changed grant may uncover another one for the same tool or consumer: what counts is asked for, not the row. */
async function readGrants(ask: Ask, ids: readonly string[]): Promise<GrantRow[]> {
  if (ids.length === 0) return [];
  const [found] = await ask<{ count: string }>(
    "select count(*)::text as count from grants where id = any ($1::uuid[])",
    [ids],
  );
  if (Number(found?.count) !== ids.length) throw new Error("a changed grant is not there any more");
  const tools = await ask<GrantRow>(
    TOOL_GRANTS("and tool_id in (select tool_id from grants where id = any ($1::uuid[]) and kind = 'tool')"),
    [ids],
  );
  const access = await ask<GrantRow>(
    ACCESS_GRANTS(
      `and (server_id, consumer_id) in
        (select server_id, consumer_id from grants where id = any ($1::uuid[]) and kind = 'access')`,
    ),
    [ids],
  );
  return [...tools, ...access];
}

async function readHorizon(ask: Ask): Promise<bigint> {
  const [row] = await ask<{ horizon: string }>(
    "select pg_snapshot_xmin(pg_current_snapshot())::text as horizon",
  );
  if (row === undefined) throw new Error("the database did not say where it is");
  return BigInt(row.horizon);
}

async function inBatches<Row extends object>(
  ask: Ask,
  text: string,
  take: (rows: readonly Row[]) => void,
): Promise<void> {
  await ask(`declare batches no scroll cursor for ${text}`);
  for (;;) {
    const rows = await ask<Row>(`fetch ${BATCH} from batches`);
    take(rows);
    if (rows.length < BATCH) break;
  }
  await ask("close batches");
}
