import { Client, Pool } from "pg";
import { inTenant } from "#lib/kernel/db.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { type BenchOptions, interleave, loadFor } from "./measure.ts";
import { printLoads } from "./print-table.ts";

/** What it costs to ask inside a transaction that knows its tenant, beside asking bare. */
export async function benchTenantTransaction(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const bare = new Client({ connectionString: database.ownerUrl });
  await bare.connect();
  const pool = new Pool({ connectionString: database.appUrl, max: 10 });
  const text = "select name from organization where id = $1";
  const query = { name: "organization", text, values: [organizationId] };
  const inRawTenant = async () => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
      await client.query(query);
      await client.query("commit");
    } finally {
      client.release();
    }
  };
  const inOurTenant = () =>
    inTenant(organizationId, "read", (tx) => tx.$queryRaw`select name from organization`);
  const results = await interleave(options.repetitions, {
    "bare query, pg": () => loadFor(1, options.windowMs, () => bare.query(query)),
    "tenant transaction, pg": () => loadFor(1, options.windowMs, inRawTenant),
    "inTenant()": () => loadFor(1, options.windowMs, inOurTenant),
    "inTenant(), 8 callers": () => loadFor(8, options.windowMs, inOurTenant),
  });
  printLoads("Tenant transaction around one read", results, "bare query, pg");
  await bare.end();
  await pool.end();
}
