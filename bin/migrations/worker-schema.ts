import { Logger, runMigrations } from "graphile-worker";
import { type Client, Pool } from "pg";
import { APP_ROLE } from "../postgres/app-role.ts";

/**
 * Creates graphile-worker's tables as their owner and lets the application's role use them: add jobs in its own
 * transactions and run a worker. The tables have row security on and no policy, so the role needs one on each.
 */
export async function prepareWorkerSchema(client: Client, ownerUrl: string): Promise<void> {
  const pgPool = new Pool({ connectionString: ownerUrl, max: 1, idleTimeoutMillis: 0 });
  // A lost connection makes the next query fail, which is enough; unheard, the event would end the process.
  pgPool.on("error", () => {}).on("connect", (connection) => connection.on("error", () => {}));
  try {
    await runMigrations({ pgPool, logger: new Logger(() => () => {}) });
  } finally {
    await pgPool.end();
  }
  await client.query("begin");
  try {
    await client.query(`
      grant usage on schema graphile_worker to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema graphile_worker to ${APP_ROLE};
      grant usage, select on all sequences in schema graphile_worker to ${APP_ROLE};
      grant execute on all functions in schema graphile_worker to ${APP_ROLE};
      revoke insert, update, delete on graphile_worker.migrations from ${APP_ROLE};
    `);
    const { rows } = await client.query(`
      select c.relname from pg_class c
      where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = '${APP_ROLE}_all')
    `);
    for (const { relname } of rows) {
      const table = client.escapeIdentifier(relname);
      await client.query(
        `create policy ${APP_ROLE}_all on graphile_worker.${table} to ${APP_ROLE} using (true) with check (true)`,
      );
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
