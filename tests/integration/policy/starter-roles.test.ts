import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { addMissingServerRoles } from "#bin/first-run/add-missing-server-roles.ts";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { disconnect } from "#lib/kernel/db.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { addStarterRoles } from "#lib/policy/commands/add-starter-roles.ts";
import { archiveServerRole } from "#lib/policy/commands/archive-server-role.ts";
import { updateServerRole } from "#lib/policy/commands/update-server-role.ts";
import { DEFAULT_SERVER_ROLES } from "#lib/policy/model.ts";
import { getServerRole } from "#lib/policy/queries/get-server-role.ts";
import { listMissingStarterRoles } from "#lib/policy/queries/list-missing-starter-roles.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const ALL = DEFAULT_SERVER_ROLES.map(({ slug }) => slug);
let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});
afterAll(disconnect);

const named = async (type: EventType) =>
  (await listAuditEvents(org.auditor, { type })).items.map(({ subject }) => subject.name).toSorted();
const missing = async () => (await listMissingStarterRoles(org.auditor, {})).map(({ slug }) => slug);

test("adds what is missing, each on the record, and asked again changes nothing", async () => {
  expect(await missing()).toEqual(ALL);
  expect((await addStarterRoles(org.admin, { slugs: ["deployer"] })).added).toEqual(["deployer"]);
  expect(await missing()).toEqual(ALL.filter((slug) => slug !== "deployer"));
  expect((await addStarterRoles(org.admin, {})).added).toHaveLength(ALL.length - 1);
  expect(await missing()).toEqual([]);
  const names = DEFAULT_SERVER_ROLES.map(({ name }) => name as string).toSorted();
  expect(await named("server_role.created")).toEqual(names);
  expect((await addStarterRoles(org.admin, {})).added).toEqual([]);
  expect(await named("server_role.created")).toEqual(names);
});

test("puts an archived one back as it was left", async () => {
  await addStarterRoles(org.admin, {});
  const { id: serverRoleId, version } = await getServerRole(org.auditor, { slug: "deployer" });
  const shaped = { name: "Rollout", description: "Rolls out.", maxCredentialDays: 7 };
  const ceilings = { maxImpact: "executes", maxScopeBreadth: "narrow" } as const;
  await updateServerRole(org.admin, { serverRoleId, version, ...ceilings, ...shaped });
  await archiveServerRole(org.admin, { serverRoleId });
  expect(await listMissingStarterRoles(org.auditor, {})).toMatchObject([
    { slug: "deployer", name: "Rollout", wasArchived: true },
  ]);
  await addStarterRoles(org.admin, { slugs: ["deployer"] });
  expect(await getServerRole(org.auditor, { slug: "deployer" })).toMatchObject({
    id: serverRoleId,
    name: "Rollout",
    maxCredentialDays: 7,
    archivedAt: null,
  });
  expect(await named("server_role.restored")).toEqual(["Rollout"]);
});

test("asked twice at once, each role is there once", async () => {
  const both = await Promise.all([addStarterRoles(org.admin, {}), addStarterRoles(org.admin, {})]);
  expect(both.map(({ added }) => added.length).toSorted()).toEqual([0, ALL.length]);
  expect(await listServerRoles(org.auditor, {})).toHaveLength(ALL.length);
});

test("is for administrators, and each organization has its own", async () => {
  await expect(addStarterRoles(org.owner, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(addStarterRoles(org.admin, { slugs: [] })).rejects.toMatchObject({ code: "invalid" });
  await addStarterRoles((await newOrganization()).admin, {});
  expect(await missing()).toEqual(ALL);
});

test("a first run gives them to an organization that never had a role, and to no other", async () => {
  const { organizationId } = org.admin;
  await addMissingServerRoles(organizationId);
  expect(await missing()).toEqual([]);
  for (const { id } of await listServerRoles(org.auditor, {}))
    await archiveServerRole(org.admin, { serverRoleId: id });
  await addMissingServerRoles(organizationId);
  expect(await listServerRoles(org.auditor, {})).toEqual([]);
});
