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

const SERVERS = `select id, slug, name, state::text as state, identity_digest as "identityDigest",
  environment::text as environment, criticality::text as criticality,
  data_in_reach(organization_id, id) as "dataClasses" from server`;
const TOOLS = `select id, server_id as "serverId", name, state::text as state, digest,
  reviewed_impact::text as "reviewedImpact" from tool`;
const CONSUMERS = `select id, slug, name, kind::text as kind, deactivated_at is null as "isActive" from consumer`;
const TOKENS = `select t.id, encode(t.token_hash, 'base64') as hash, 'decisions:evaluate' = any (t.scopes) as "mayEvaluate",
    (extract(epoch from t.expires_at) * 1000)::float8 as "expiresAt", t.revoked_at is not null as "isRevoked",
    u.is_active as "creatorIsActive"
  from service_token t join users u on u.organization_id = t.organization_id and u.id = t.created_by_id`;
const GRANT = `server_id as "serverId", tool_id as "toolId", consumer_id as "consumerId", state::text as state,
    (extract(epoch from granted_at) * 1000)::float8 as "grantedAt",
    (extract(epoch from expires_at) * 1000)::float8 as "expiresAt", tool_digest as "toolDigest",
    server_digest as "serverDigest", approved_environment::text as "approvedEnvironment",
    approved_impact::text as "approvedImpact", approved_criticality::text as "approvedCriticality",
    approved_data_classes as "approvedDataClasses", approved_automatically as "approvedAutomatically"`;
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

/** What the one statement of a difference gives. */
interface DifferenceJson {
  horizon: string;
  /** Ids of entries that the next look finds again. */
  again: string[];
  /** How many rows of each kind the entries name, and how many of those grants there are. */
  named: Record<string, number>;
  grantsFound: number;
  servers: ServerRow[];
  tools: ToolRow[];
  consumers: ConsumerRow[];
  tokens: TokenRow[];
  tokensOfUsers: TokenRow[];
  grants: GrantRow[];
}

/**
 * The rows that entries of transactions from `since` on name, without those already known: in one message, because a
 * revocation waits for it. A changed grant may uncover another one for the same tool or consumer, so what counts is asked
 * for, not the row.
 *
 * @throws when a row that is named is not there: somebody removed it by hand, and the organization is to be read anew
 */
export async function readDifference(
  reader: DirectConnection,
  organizationId: string,
  since: bigint,
  known: ReadonlySet<bigint>,
): Promise<Difference> {
  const [row] = await reader.readOnceAs<{ difference: DifferenceJson }>(
    organizationId,
    differenceText(since, known),
  );
  if (row === undefined) throw new Error("a difference had no answer");
  const { horizon, again, named, grantsFound, tokensOfUsers, ...rows } = row.difference;
  const found = { ...counts(rows), grant: grantsFound };
  for (const kind of ["server", "tool", "consumer", "token", "grant"] as const) {
    if ((named[kind] ?? 0) !== found[kind]) throw new Error(`a changed ${kind} is not there any more`);
  }
  return {
    horizon: BigInt(horizon),
    known: again.map(BigInt),
    rows: { ...rows, tokens: [...rows.tokens, ...tokensOfUsers] },
  };
}

function counts({ servers, tools, consumers, tokens }: WorldRows) {
  return { server: servers.length, tool: tools.length, consumer: consumers.length, token: tokens.length };
}

/** Numbers only, so they stand in the text: a message of several statements has no parameters. */
function differenceText(since: bigint, known: ReadonlySet<bigint>): string {
  const named = (kind: string) => `array(select id from named where kind = '${kind}')`;
  const list = (query: string) => `coalesce((select json_agg(r) from (${query}) r), '[]')`;
  const grant = (column: string, kind: string) =>
    `${column} = any (array(select ${column} from grants where id = any (${named("grant")}) and kind = '${kind}'))`;
  return `with entries as materialized (
      select id, transaction, kind, ids from decision_change where transaction >= ${since}),
    named as materialized (
      select distinct kind, unnest(ids) as id from entries
      where id <> all ('{${[...known].join(",")}}'::bigint[])),
    horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
    select json_build_object(
      'horizon', (select horizon::text from horizon),
      'again', coalesce((select json_agg(id::text) from entries, horizon
        where transaction >= horizon.horizon::text::bigint), '[]'),
      'named', coalesce((select json_object_agg(kind, count) from
        (select kind, count(*) as count from named group by kind) by_kind), '{}'),
      'grantsFound', (select count(*) from grants where id = any (${named("grant")})),
      'servers', ${list(`${SERVERS} where id = any (${named("server")})`)},
      'tools', ${list(`${TOOLS} where id = any (${named("tool")})`)},
      'consumers', ${list(`${CONSUMERS} where id = any (${named("consumer")})`)},
      'tokens', ${list(`${TOKENS} where t.id = any (${named("token")})`)},
      'tokensOfUsers', ${list(`${TOKENS} where t.created_by_id = any (${named("user")})`)},
      'grants', ${list(
        `(${TOOL_GRANTS(`and ${grant("tool_id", "tool")}`)}) union all
         (${ACCESS_GRANTS(`and ${grant("server_id", "access")} and ${grant("consumer_id", "access")}`)})`,
      )}) as difference`;
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
