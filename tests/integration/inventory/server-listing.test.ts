import "#tests/setup/use-test-database.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { reactivateUser } from "#lib/identity/commands/reactivate-user.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { resumeServer } from "#lib/inventory/commands/resume-server.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { sweeps } from "#lib/inventory/jobs.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { lookAtTools, newServer, TICKET_TOOLS } from "#tests/factories/inventory.ts";
import { insertServers } from "#tests/factories/many-servers.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

const WHY = "For the test of the listing.";
type Step = (org: TestOrganization, serverId: string) => Promise<unknown>;

const STEPS: Record<string, Step> = {
  register: (org) => newServer(org, { environment: "development", backupOwnerId: null }),
  rename: (org, serverId) =>
    updateServer(org.admin, { serverId, name: "Harbour", team: "Quay", dataClasses: ["pii"] }),
  move: (org, serverId) =>
    updateServer(org.admin, { serverId, nextReviewOn: "2031-02-03", criticality: "low" }),
  suspend: (org, serverId) => suspendServer(org.admin, { serverId, reason: WHY }),
  resume: (org, serverId) => resumeServer(org.admin, { serverId, reason: WHY }),
  look: (org, serverId) => lookAtTools(org, serverId, TICKET_TOOLS),
  "look at fewer": (org, serverId) => lookAtTools(org, serverId, TICKET_TOOLS.slice(0, 2)),
  "add a key": (org, serverId) =>
    addCredential(org.admin, { serverId, name: "Key", kind: "api_key", keptIn: "platform" }),
  "find what is wrong": (org, serverId) =>
    refreshFindings(systemActor(org.organizationId, "test"), { serverIds: [serverId] }),
  "owner leaves": (org) => deactivateUser(org.admin, { userId: org.owner.userId }),
  "owner returns": (org) => reactivateUser(org.admin, { userId: org.owner.userId }),
  fold: async (org) => sweepNamed("fold-server-facets")?.run(org.organizationId),
};

const sweepNamed = (wanted: string) => sweeps.find(({ name }) => name === wanted);
const dueCount = (org: TestOrganization) =>
  inTenant(org.organizationId, "read", (tx) => tx.serverListingDue.count());

/** Whether every kept row, word and count is what it would be if it were made anew from the servers themselves. */
async function differences(organizationId: string): Promise<unknown[]> {
  const { ownerUrl } = await testDatabase();
  const owner = await connectOwner(ownerUrl);
  try {
    const { rows } = await owner.query(
      `with ids as (select coalesce(array_agg(id), '{}') as ids from server where organization_id = $1),
       listed as (select d.* from ids cross join describe_listed_servers($1, ids.ids) d),
       worded as (select d.* from ids cross join word_listed_servers($1, ids.ids) d),
       expected as (
         select t.field, t.value, sum(t.weight) as count from listed l cross join tally_listed_server(l) t group by 1, 2
         union all
         select 'word', word, count(*) from worded cross join unnest(tsvector_to_array(document)) word
         where length(word) between 2 and 40 and word !~ '[0-9]{5}' group by word
       ), kept as (
         select field, value, sum(count) as count from (
           select field, value, count from server_facet_count where organization_id = $1
           union all
           select field, value, delta from server_facet_delta where organization_id = $1
         ) both_kinds group by field, value having sum(count) <> 0
       )
       select 'row' as what, to_jsonb(a) as made, to_jsonb(b) as kept
       from listed a full join (select * from server_listing where organization_id = $1) b using (server_id)
       where a is distinct from b
       union all
       select 'words', to_jsonb(a), to_jsonb(b)
       from worded a full join (select * from server_search where organization_id = $1) b using (server_id)
       where a is distinct from b
       union all
       select 'count', to_jsonb(e), to_jsonb(k) from expected e full join kept k using (field, value)
       where e.count is distinct from k.count`,
      [organizationId],
    );
    return rows;
  } finally {
    await owner.end();
  }
}

it("keeps rows, words and counts as they would be made anew, whatever was done in whatever order", async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat({ max: 2 }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (sequence) => {
      const org = await newOrganization();
      const servers: string[] = [];
      for (let made = 0; made < 3; made += 1) servers.push((await newServer(org)).serverId);
      for (const [name, which] of sequence) {
        try {
          await STEPS[name]?.(org, servers[which] ?? "");
        } catch (error) {
          if (!(error instanceof AppError)) throw error; // a rule said no, which leaves everything as it was
        }
      }
      expect(await differences(org.organizationId)).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 120_000);

it("brings the many servers of a person who leaves and returns up to date in batches", async () => {
  const org = await newOrganization();
  await insertServers(org, 1_100);
  const list = () => sweepNamed("list-servers-of-people")?.run(org.organizationId);
  await deactivateUser(org.admin, { userId: org.owner.userId });
  expect(await dueCount(org)).toBe(1);
  await inTenant(
    org.organizationId,
    "write",
    (tx) => tx.$queryRaw`
    select refresh_servers_of_due_people(${org.organizationId}::uuid)`,
  );
  await reactivateUser(org.admin, { userId: org.owner.userId });
  await list();
  expect(await differences(org.organizationId)).toEqual([]);
  await deactivateUser(org.admin, { userId: org.owner.userId });
  await deactivateUser(org.admin, { userId: org.member.userId });
  expect(await dueCount(org)).toBe(2);
  await list();
  expect(await dueCount(org)).toBe(0);
  expect(await differences(org.organizationId)).toEqual([]);
  const gone = await listServers(org.admin, { is: ["owner_inactive"], limit: 1 });
  expect(gone.total).toEqual({ count: 1_100, isEstimate: false });
}, 120_000);

it("brings up to date no other organization's servers", async () => {
  const [mine, theirs] = [await newOrganization(), await newOrganization()];
  const attempt = inTenant(
    mine.organizationId,
    "write",
    (tx) => tx.$queryRaw`select refresh_servers_of_due_people(${theirs.organizationId}::uuid)`,
  );
  await expect(attempt).rejects.toThrow();
});

it("adds up no other organization's counts", async () => {
  const [mine, theirs] = [await newOrganization(), await newOrganization()];
  await newServer(theirs);
  const attempt = inTenant(
    mine.organizationId,
    "write",
    (tx) => tx.$queryRaw`select fold_server_facets(${theirs.organizationId}::uuid)`,
  );
  await expect(attempt).rejects.toThrow();
  expect(await differences(theirs.organizationId)).toEqual([]);
});

it("loses nothing when many change one server at the same time", async () => {
  const org = await newOrganization();
  const { serverId } = await newServer(org);
  await Promise.all([
    ...["a", "b", "c", "d"].map((name) =>
      addCredential(org.admin, { serverId, name, kind: "certificate", keptIn: "platform" }),
    ),
    lookAtTools(org, serverId, TICKET_TOOLS),
    refreshFindings(systemActor(org.organizationId, "test"), { serverIds: [serverId] }),
    sweepNamed("fold-server-facets")?.run(org.organizationId),
  ]);
  expect(await differences(org.organizationId)).toEqual([]);
}, 60_000);
