import { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { encodeCursor } from "#lib/inventory/list-cursor.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { type BenchOptions, interleave, loadFor } from "./measure.ts";
import { printLoads } from "./print-table.ts";

const PAGE_ROWS = 50;

/** A page of servers near the start and near the end, beside the keyset statement itself without row-level security. */
export async function benchServersList(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const deep = await layServers(database, organizationId, options.rows);
  const actor = systemActor(organizationId, "bench");
  const raw = new Client({ connectionString: database.ownerUrl });
  await raw.connect();
  const text = `select * from server where organization_id = $1 and (name, id) > ($2, $3)
    order by name, id limit ${PAGE_ROWS + 1}`;
  const rawPage = (name: string, id: string) => () =>
    raw.query({ name: "page", text, values: [organizationId, name, id] });
  const cursor = encodeCursor({ sort: "name", value: deep.name, id: deep.id });
  const load = (call: () => Promise<unknown>) => () => loadFor(1, options.windowMs, call);
  const results = await interleave(options.repetitions, {
    "raw keyset, page 1": load(rawPage("", "00000000-0000-0000-0000-000000000000")),
    "raw keyset, deep": load(rawPage(deep.name, deep.id)),
    "listServers, page 1": load(() => listServers(actor, { sort: "name", limit: PAGE_ROWS })),
    "listServers, deep": load(() => listServers(actor, { sort: "name", limit: PAGE_ROWS, cursor })),
  });
  printLoads(
    `Servers list, pages of ${PAGE_ROWS} of ${options.rows.toLocaleString("en")}`,
    results,
    "raw keyset, page 1",
  );
  await raw.end();
}

/** Returns the server that nine tenths of the list come before. */
async function layServers({ ownerUrl }: BenchDatabase, organizationId: string, rows: number) {
  const owner = await connectOwner(ownerUrl);
  try {
    await owner.query(
      `insert into server (organization_id, id, slug, name, purpose, state, environment, criticality, transport, args,
         url, identity_key, identity_digest, data_classes, next_review_on,
         registered_at, updated_at)
       select $1, gen_random_uuid(), 'server-' || n, 'Server ' || lpad(n::text, 8, '0'), 'A server to list', 'active',
         'production', 'low', 'streamable_http', '{}', 'https://mcp.test.example/' || n, 'bench-' || n, 'digest', '{}',
         current_date, now(), now()
       from generate_series(1, $2::int) n`,
      [organizationId, rows],
    );
    await owner.query("analyze server");
    const { rows: found } = await owner.query<{ id: string; name: string }>(
      "select id, name from server where organization_id = $1 and slug = $2",
      [organizationId, `server-${Math.floor(rows * 0.9)}`],
    );
    const [deep] = found;
    if (deep === undefined) throw new Error("no servers were laid out");
    return deep;
  } finally {
    await owner.end();
  }
}
