import "#tests/setup/use-test-database.ts";
import { beforeAll, expect, it } from "vitest";
import { systemActor } from "#lib/kernel/actor.ts";
import { appendStandalone } from "#lib/kernel/audit-log.ts";
import { inTenant, lookUp } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;

beforeAll(async () => {
  org = await newOrganization();
  const subject = { kind: "user", id: null, name: "somebody" };
  const actor = systemActor(org.organizationId, "test");
  await appendStandalone(actor, { type: "session.opened", subject, detail: {} }, new Date());
});

const attempts = (table: string, column: string) => [
  ["insert into", table, `insert into ${table} select * from ${table}`],
  ["update", table, `update ${table} set ${column} = ${column}`],
  ["delete from", table, `delete from ${table}`],
  ["truncate", table, `truncate ${table}`],
  ["lock", table, `lock table ${table} in access exclusive mode`],
  ["add a trigger to", table, `alter table ${table} disable trigger all`],
  ["drop", table, `drop table ${table}`],
];

it.each([...attempts("audit_event", "detail"), ...attempts("audit_head", "sequence")])(
  "the application's role cannot %s %s",
  async (_verb, _table, statement = "") => {
    const attempt = inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
    await expect(attempt).rejects.toThrow(/permission denied|must be owner/);
  },
);

it("the only way in fails without an organization", async () => {
  await expect(lookUp(Prisma.sql`select append_audit_events('[]'::jsonb)`)).rejects.toThrow(/no audit chain/);
});

it("a read-only transaction cannot append", async () => {
  const attempt = inTenant(
    org.organizationId,
    "read",
    (tx) => tx.$queryRaw`select append_audit_events('[]'::jsonb)`,
  );
  await expect(attempt).rejects.toThrow(/read-only transaction/);
});

it("the functions that run with their owner's rights are named here, and resolve names in fixed schemas", async () => {
  const rows = await inTenant(
    org.organizationId,
    "read",
    (tx) => tx.$queryRaw<{ name: string; path: string | null }[]>`
      select p.proname as name, array_to_string(p.proconfig, ';') as path from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef order by p.proname`,
  );
  expect(rows.map((row) => row.name)).toEqual([
    "advance_campaign_items",
    "analyze_inventory",
    "append_audit_events",
    "audit_sequences_of_server",
    "clear_decision_changes",
    "decision_changes_since",
    "ensure_organization",
    "fold_server_facets",
    "keep_campaign_days",
    "keep_campaign_tally",
    "keep_review_clock",
    "list_candidate_ids",
    "list_organization_ids",
    "mark_servers_reviewed",
    "note_campaign_notices",
    "note_changed_consumer",
    "note_changed_grant",
    "note_changed_reach",
    "note_changed_server",
    "note_changed_system",
    "note_changed_token",
    "note_changed_tool",
    "note_changed_user",
    "note_written_decision_facts",
    "organization_id_by_slug",
    "pass_on_campaign_items",
    "reassign_campaign_items",
    "refresh_changed_servers",
    "refresh_listing",
    "refresh_server_listing",
    "refresh_servers_of_changed_parts",
    "refresh_servers_of_changed_people",
    "refresh_servers_of_due_people",
    "sample_campaign_items",
    "service_token_by_hash",
    "session_by_token_hash",
    "set_review_clock",
    "settle_campaign_items",
    "stage_campaign_items",
    "unstage_campaign_items",
  ]);
  for (const row of rows) {
    expect(row.path?.split(";")).toContain("search_path=pg_catalog, public, pg_temp");
  }
});
