import { PrismaPg } from "@prisma/adapter-pg";
import { translateDatabaseError } from "./database-error.ts";
import { env } from "./env.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";
import { TenantClient, withTenant } from "./tenant-client.ts";

/**
 * A transaction with the tenant set. Only `command()` and `query()` hand one out, so holding one is the proof that
 * somebody was authorized.
 */
export type Tx = Prisma.TransactionClient;

/** Milliseconds. A transaction that takes longer holds locks that others wait for. */
const TRANSACTION_TIMEOUT_MS = 30_000;
const CONNECTION_WAIT_MS = 5_000;

let client: PrismaClient | undefined;

function database(): PrismaClient {
  client ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env().DATABASE_APP_URL,
      Client: TenantClient,
      max: env().DATABASE_POOL,
      connectionTimeoutMillis: CONNECTION_WAIT_MS,
      options:
        "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000",
    }),
  });
  return client;
}

/**
 * Runs `work` in one transaction as one organization; row-level security hides all others.
 *
 * @throws AppError `unavailable` when the database cannot be reached, `conflict` on a unique clash or a lock lost,
 *   `refused` when one of its own guards says no.
 */
export async function inTenant<T>(
  organizationId: string,
  mode: "read" | "write",
  work: (tx: Tx) => Promise<T>,
  timeoutMs = TRANSACTION_TIMEOUT_MS,
): Promise<T> {
  const bounded = timeoutMs === TRANSACTION_TIMEOUT_MS ? work : withStatementTimeout(work, timeoutMs);
  try {
    return await withTenant({ organizationId, mode }, () =>
      database().$transaction(bounded, { timeout: timeoutMs, maxWait: CONNECTION_WAIT_MS }),
    );
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Lets one statement take as long as its transaction may. */
function withStatementTimeout<T>(work: (tx: Tx) => Promise<T>, timeoutMs: number) {
  return async (tx: Tx): Promise<T> => {
    await tx.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true)`;
    return work(tx);
  };
}

/**
 * Set for the rest of a transaction that asks what any of a million rows may answer: the planner reads no table from
 * end to end, which it would for a filter that it believes to be common, nor joins by going through all of one, and
 * takes what it finds by index to be in memory. A page takes milliseconds: compiling it or starting workers for it
 * takes longer.
 */
export const BY_INDEX = Prisma.sql`set_config('enable_seqscan', 'off', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
  set_config('random_page_cost', '1.1', true), set_config('work_mem', '32MB', true),
  set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)`;

export async function askByIndex(tx: Tx): Promise<void> {
  await tx.$queryRaw`select ${BY_INDEX}`;
}

/** Lets PostgreSQL share what is left of a question among processes: for one that looks up a hundred thousand rows. */
export async function letWorkersHelp(tx: Tx): Promise<void> {
  await tx.$queryRaw`select set_config('max_parallel_workers_per_gather', '2', true)`;
}

/**
 * Asks one of the database's look-up functions that answer before the organization is known (sign-in, bearer tokens,
 * the list of organizations for sweeps). Reaches no table: row-level security sees to that.
 */
export async function lookUp<Row>(question: Prisma.Sql): Promise<Row[]> {
  try {
    return await database().$queryRaw<Row[]>(question);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Refuses to run as a role that could bypass the guards (superuser, row-level security bypass, owner of tables). */
export async function assertConfinedRole(): Promise<void> {
  const [role] = await database().$queryRaw<{ name: string; unconfined: boolean; owns: boolean }[]>`
    select current_user::text as name, r.rolsuper or r.rolbypassrls as unconfined,
      exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'public' and c.relowner = r.oid) as owns
    from pg_roles r where r.rolname = current_user`;
  if (role === undefined || role.unconfined || role.owns) {
    throw new Error(
      `DATABASE_APP_URL connects as "${role?.name ?? "?"}", which could bypass the tenant guards. Use the role steward_app.`,
    );
  }
}

/** Closes the connections of this process. */
export async function disconnect(): Promise<void> {
  await client?.$disconnect();
  client = undefined;
}
