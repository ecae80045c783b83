import { retireServer } from "#lib/grants/commands/retire-server.ts";
import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { disableTool } from "#lib/inventory/commands/disable-tool.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { countHighImpactTools } from "#lib/inventory/queries/count-high-impact-tools.ts";
import { countServers } from "#lib/inventory/queries/count-servers.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { listExpiringCredentials } from "#lib/inventory/queries/list-expiring-credentials.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newServer, newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization } from "#tests/factories/organization.ts";

const WHY = "Nobody needs it any more.";

it("counts high-impact tools of active servers, and which of them somebody approved", async () => {
  const org = await newOrganization();
  await enableRefund(org, await newGovernedServer(org));
  const other = await newServerWithTools(org);
  expect(await countHighImpactTools(org.auditor, {})).toEqual({ offered: 4, approved: 1 });
  await disableTool(org.admin, { toolId: other.toolNamed("run_report").id, reason: WHY });
  expect(await countHighImpactTools(org.auditor, {})).toEqual({ offered: 3, approved: 1 });
  await suspendServer(org.admin, { serverId: other.serverId, reason: WHY });
  expect(await countHighImpactTools(org.auditor, {})).toEqual({ offered: 1, approved: 1 });
  const stranger = await newOrganization();
  expect(await countHighImpactTools(stranger.auditor, {})).toEqual({ offered: 0, approved: 0 });
});

it("counts backup owners in production apart from those elsewhere", async () => {
  const org = await newOrganization();
  await newServer(org);
  await newServer(org, { environment: "development" });
  const counted = await countServers(org.auditor, {});
  expect(counted).toMatchObject({ withBackupOwner: 2, inProduction: 1, inProductionWithBackupOwner: 1 });
});

it("counts retired servers apart", async () => {
  const org = await newOrganization();
  const { serverId } = await newServer(org, { name: "Old" });
  await newServer(org, { name: "New" });
  await retireServer(org.admin, { serverId, reason: WHY, confirmName: "Old" });
  expect(await countServers(org.auditor, {})).toMatchObject({ total: 1, retired: 1, withOwner: 1 });
});

it("lists credentials that end soon for who owns the server or backs it up, and nobody else's", async () => {
  const org = await newOrganization();
  const { serverId } = await newServer(org);
  const expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  await addCredential(org.admin, {
    serverId,
    name: "Desk token",
    kind: "api_key",
    keptIn: "secret_manager",
    expiresAt,
  });
  const namesFor = async (answererId: string | undefined) =>
    (await listExpiringCredentials(org.auditor, { days: 30, answererId })).items.map(({ name }) => name);
  expect(await namesFor(undefined)).toEqual(["Desk token"]);
  expect(await namesFor(org.owner.userId)).toEqual(["Desk token"]);
  expect(await namesFor(org.member.userId)).toEqual(["Desk token"]);
  expect(await namesFor(org.approver.userId)).toEqual([]);
});

it("gives the id behind a slug, and not that of another organization's server", async () => {
  const org = await newOrganization();
  const { serverId, slug } = await newServer(org);
  expect(await getServerId(org.member, { slug })).toBe(serverId);
  const stranger = await newOrganization();
  await expect(getServerId(stranger.admin, { slug })).rejects.toMatchObject({ code: "not_found" });
});
