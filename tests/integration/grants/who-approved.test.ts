import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { getGrant } from "#lib/grants/queries/get-grant.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { grantsOf } from "#tests/factories/carried-on.ts";
import { askForRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson } from "#tests/factories/organization.ts";

it("says of a grant in whose place it was approved, and who gave it less time than was asked", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  const bea = await newPerson(org.organizationId, "Bea", ["member"]);
  const day = (days: number) => addDays(new Date(), days).toISOString().slice(0, 10);
  const away = { delegateId: bea.userId, startsOn: day(0), endsOn: day(7) };
  await setAbsence(org.approver, away);
  const { requestId } = await askForRefund(org.owner, server);
  const vote = { decision: "approve" as const, reason: "Needed and bounded.", durationDays: 7 };
  await decideRequest(bea, { requestId, ...vote });
  const [grantId = ""] = (await grantsOf(org, server.serverId)).map(({ id }) => id);
  const grant = await getGrant(org.auditor, { grantId });
  const absent = { id: org.approver.userId, name: "Approver" };
  expect(grant.approval).toMatchObject({
    durationDays: 30,
    approvedDays: 7,
    stages: [{ votes: [{ person: { name: "Bea" }, onBehalfOf: absent, durationDays: 7 }] }],
  });
  expect(grant.request?.approvals).toMatchObject([{ person: { name: "Bea" }, onBehalfOf: absent }]);
  expect(grant.why).toContain("Bea (for Approver, who was away) approved it on");
});
