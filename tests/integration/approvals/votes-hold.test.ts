import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import { askForRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson } from "#tests/factories/organization.ts";

const approve = (person: PersonActor, requestId: string) =>
  decideRequest(person, { requestId, decision: "approve", reason: "Needed and bounded." });

it.each(["loses the role", "is deactivated"])("the answer of who %s counts no more", async (how) => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await putInForce(org, { stages: [stage({ quorum: 2 })] });
  const temp = await newPerson(org.organizationId, "Temp", ["approver", "member"]);
  const { requestId } = await askForRefund(org.owner, server);
  await approve(temp, requestId);
  if (how === "is deactivated") await deactivateUser(org.admin, { userId: temp.userId });
  else await setRoles(org.admin, { userId: temp.userId, roles: ["member"] });
  expect(await approve(org.approver, requestId)).toMatchObject({ state: "pending" });
  await expect(
    inTenant(org.organizationId, "write", (tx) =>
      tx.$executeRawUnsafe(
        `update request set state = 'approved', decided_at = now() where id = '${requestId}'`,
      ),
    ),
  ).rejects.toMatchObject({ code: "refused" });
  expect(await approve(org.approver2, requestId)).toMatchObject({ state: "applied" });
});

it("a stage before asks for another answer, too", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await putInForce(org, { stages: [stage({ name: "First" }), stage({ name: "Second" })] });
  const temp = await newPerson(org.organizationId, "Temp", ["approver", "member"]);
  const { requestId } = await askForRefund(org.owner, server);
  await approve(temp, requestId);
  await setRoles(org.admin, { userId: temp.userId, roles: ["member"] });
  expect(await approve(org.approver, requestId)).toMatchObject({ state: "pending" });
  expect(await approve(org.approver2, requestId)).toMatchObject({ state: "applied" });
});
