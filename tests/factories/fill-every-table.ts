import type { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

/**
 * One row per table and organization, of values that only have the right type: past foreign keys, triggers and checks,
 * for a question that does not depend on what the rows say. Leaves tables that already have such a row alone.
 */
export async function fillEveryTable(
  organizationIds: readonly string[],
  tables: readonly string[],
): Promise<void> {
  const { ownerUrl } = await testDatabase();
  const owner = await connectOwner(ownerUrl);
  try {
    await owner.query("begin");
    await owner.query("set local session_replication_role = replica");
    for (const table of tables) await fill(owner, table, organizationIds);
    await owner.query("commit");
  } finally {
    await owner.end();
  }
}

async function fill(owner: Client, table: string, organizationIds: readonly string[]): Promise<void> {
  const name = owner.escapeIdentifier(table);
  const { rows: columns } = await owner.query<{ name: string; value: string }>(
    `select a.attname as name, ${VALUE} as value
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and a.attnotnull and not a.attisdropped
       and a.attname <> 'organization_id' and a.attgenerated = ''`,
    [name],
  );
  const { rows: checks } = await owner.query<{ name: string }>(
    "select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [name],
  );
  for (const organizationId of organizationIds) {
    const { rowCount } = await owner.query(`select from ${name} where organization_id = $1 limit 1`, [
      organizationId,
    ]);
    if (rowCount !== 0) continue;
    // Dropped inside the transaction and put back by it: checks are about sense, which these rows have none of.
    const { rows: definitions } = await owner.query<{ name: string; definition: string }>(
      `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
       where conrelid = $1::regclass and conname = any ($2)`,
      [name, checks.map((check) => check.name)],
    );
    for (const check of definitions) await owner.query(`alter table ${name} drop constraint "${check.name}"`);
    const names = columns.map((column) => owner.escapeIdentifier(column.name));
    const values = columns.map((column) => column.value);
    await owner.query(
      `insert into ${name} (${["organization_id", ...names].join(", ")}) values (${["$1", ...values].join(", ")})`,
      [organizationId],
    );
    for (const check of definitions) {
      await owner.query(
        `alter table ${name} add constraint "${check.name}" ${check.definition.replace(/ not valid$/i, "")} not valid`,
      );
    }
  }
}

/** A value of each type, as SQL text. */
const VALUE = `case
  when t.typcategory = 'A' then quote_literal('{}') || '::' || format_type(a.atttypid, a.atttypmod)
  when t.typtype = 'e' then (select quote_literal(e.enumlabel) from pg_enum e where e.enumtypid = t.oid
    order by e.enumsortorder limit 1) || '::' || format_type(a.atttypid, a.atttypmod)
  else case t.typname
    when 'uuid' then 'gen_random_uuid()'
    when 'bytea' then 'sha256(gen_random_uuid()::text::bytea)'
    when 'json' then quote_literal('{}') || '::json'
    when 'jsonb' then quote_literal('{}') || '::jsonb'
    when 'bool' then 'false'
    when 'date' then 'current_date'
    when 'timestamptz' then 'now()'
    when 'tsvector' then quote_literal('') || '::tsvector'
    when 'text' then 'gen_random_uuid()::text'
    else '1'
  end
end`;
