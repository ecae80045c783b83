import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newGovernedServer, WHY } from "#tests/factories/governed-server.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

it("whoever gains by a request never decides it, however many consumers the server has", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  const crowd = 5_001;
  await inTenant(org.organizationId, "write", async (tx) => {
    // The approver's consumer is the last of all, by id and by time.
    await tx.$executeRaw`
      insert into consumer (organization_id, id, slug, name, kind, owner_id, added_at)
      select ${org.organizationId}::uuid, gen_random_uuid(), 'agent-' || n, 'Agent ' || n, 'agent',
        case when n = ${crowd} then ${org.approver.userId}::uuid else ${org.member.userId}::uuid end, now()
      from generate_series(1, ${crowd}::int) n`;
  });
  await asOwner(
    `set session_replication_role = replica;
    insert into grants (organization_id, id, kind, server_id, server_digest, consumer_id, state, origin_kind,
      granted_at, expires_at)
    select c.organization_id, ('00000000-0000-7000-8000-' || lpad(substr(c.slug, 7), 12, '0'))::uuid, 'access',
      s.id, s.identity_digest, c.id, 'active', 'import', now(), now() + interval '30 days'
    from consumer c join server s on s.organization_id = c.organization_id
    where s.id = '${server.serverId}' and c.slug ~ '^agent-[0-9]+$'`,
  );

  const { requestId } = await submitRequest(org.owner, {
    serverId: server.serverId,
    toolIds: [server.refundId],
    durationDays: 30,
    justification: WHY,
  });
  const vote = { requestId, decision: "approve", reason: "Needed and bounded." } as const;
  await expect(decideRequest(org.approver, vote)).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining("You would gain access"),
  });
  expect(await decideRequest(org.approver2, vote)).toMatchObject({ state: "applied" });
});
