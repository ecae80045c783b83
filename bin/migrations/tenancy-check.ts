import type { Client } from "pg";
import { APP_ROLE } from "../postgres/app-role.ts";

export type TenancyRules = {
  /** Tables that hold nothing of any organization. */
  withoutOrganization: ReadonlySet<string>;
  /** Unique indexes by which sign-in finds a row before it knows the organization. */
  keysWithoutOrganization: ReadonlySet<string>;
  /** What the application may only read. */
  readOnly: readonly string[];
};

export type TenancyReport = { tables: number; constraints: number; policies: number; problems: string[] };

/** Checks in the database's own catalogue that organizations are kept apart and that the trail is append-only. */
export async function checkTenancy(client: Client, rules: TenancyRules): Promise<TenancyReport> {
  const tables = await listTables(client);
  const constraints = await listKeys(client);
  const ours = tables.filter(({ name }) => !rules.withoutOrganization.has(name));
  const keys = constraints.filter(
    ({ table, name }) => !rules.withoutOrganization.has(table) && !rules.keysWithoutOrganization.has(name),
  );
  const problems = [
    ...ours.filter((it) => !it.has_organization).map(({ name }) => `table ${name} has no organization_id`),
    ...ours.filter((it) => !it.has_row_security).map(({ name }) => `table ${name} has no row security`),
    ...ours.filter((it) => it.policies === 0).map(({ name }) => `table ${name} has no policy`),
    ...keys
      .filter((it) => !it.has_organization)
      .map(({ kind, name, table }) => `${kind} ${name} of ${table} does not contain organization_id`),
    ...(await roleProblems(client)),
    ...(await privilegeProblems(client, rules.readOnly)),
  ];
  const policies = tables.reduce((sum, it) => sum + it.policies, 0);
  return { tables: tables.length, constraints: constraints.length, policies, problems };
}

async function listTables(client: Client) {
  const { rows } = await client.query<{
    name: string;
    has_row_security: boolean;
    has_organization: boolean;
    policies: number;
  }>(`
    select c.relname as name, c.relrowsecurity as has_row_security,
      -- The organization's own table is its own tenant.
      c.relname = 'organization' or exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped) as has_organization,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  return rows;
}

/** Primary keys and unique indexes (constraints among them), and foreign keys; partial and expression ones too. */
async function listKeys(client: Client) {
  const { rows } = await client.query<{
    kind: string;
    name: string;
    table: string;
    has_organization: boolean;
  }>(`
    select case when i.indisprimary then 'primary key' else 'unique index' end as kind,
      i.indexrelid::regclass::text as name, c.relname as table,
      c.relname = 'organization' or exists (select from pg_attribute a where a.attrelid = c.oid
        and a.attnum = any (i.indkey) and a.attname = 'organization_id') as has_organization
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indisunique and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    union all
    select 'foreign key', k.conname, c.relname, exists (select from pg_attribute a where a.attrelid = c.oid
        and a.attnum = any (k.conkey) and a.attname = 'organization_id')
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
    order by 3, 1, 2`);
  return rows;
}

async function roleProblems(client: Client): Promise<string[]> {
  const { rows } = await client.query(
    `select rolsuper or rolbypassrls as can_bypass,
       has_database_privilege(r.rolname, current_database(), 'TEMPORARY') as has_temporary,
       array(select p.proname::text from pg_proc p where p.pronamespace = 'public'::regnamespace
         and p.prolang <> (select oid from pg_language where lanname = 'c')
         and p.proconfig is not null and not 'search_path=pg_catalog, public, pg_temp' = any (p.proconfig)) as loose,
       (select count(*)::int from pg_class c where c.relowner = r.oid)
         + (select count(*)::int from pg_proc p where p.proowner = r.oid) as owned
     from pg_roles r where rolname = $1`,
    [APP_ROLE],
  );
  const role = rows[0];
  if (role === undefined) return [`role ${APP_ROLE} does not exist`];
  return [
    ...(role.can_bypass ? [`role ${APP_ROLE} can bypass row security`] : []),
    ...(role.has_temporary ? [`role ${APP_ROLE} may create temporary tables, which could shadow ours`] : []),
    ...role.loose.map((name: string) => `function ${name} does not look into pg_temp last`),
    ...(role.owned > 0 ? [`role ${APP_ROLE} owns ${role.owned} objects`] : []),
  ];
}

async function privilegeProblems(client: Client, readOnly: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ table: string; exists: boolean; granted: string[] }>(
    `select t as table, to_regclass('public.' || t) is not null as exists,
       array(select distinct privilege_type::text from information_schema.role_table_grants g
             where g.table_schema = 'public' and g.table_name = t and g.grantee in ($2, 'PUBLIC')
             union select distinct privilege_type::text from information_schema.column_privileges g
             where g.table_schema = 'public' and g.table_name = t and g.grantee in ($2, 'PUBLIC')) as granted
     from unnest($1::text[]) as t`,
    [readOnly, APP_ROLE],
  );
  return rows.flatMap(({ table, exists, granted }) => {
    if (!exists) return [`table ${table} does not exist`];
    const excess = granted.filter((privilege) => privilege !== "SELECT");
    return excess.length > 0 ? [`role ${APP_ROLE} may ${excess.join(", ").toLowerCase()} ${table}`] : [];
  });
}
