import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import { askForRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const count = (person: PersonActor) => countMyApprovals(person, {});
const listed = async () => (await listRequests(org.auditor, { view: "all" })).items;

it("counts broken glass for those who may review it, until they have, and lists what holds of it", async () => {
  await glassInForce(org);
  const { requestId } = await breakForRefund(org.owner, server);
  const say = (who: PersonActor, verdict: "justified" | "not_justified") =>
    reviewBreakGlass(who, { requestId, verdict, reason: "Looked at the run." });
  expect(await count(org.approver)).toBe(1);
  expect(await count(org.owner)).toBe(0);
  expect(await count(org.member)).toBe(0);
  expect(await count((await newOrganization()).approver)).toBe(0);
  expect(await listed()).toMatchObject([{ id: requestId, state: "applied", breakGlass: "open" }]);
  await say(org.approver, "justified");
  expect(await count(org.approver)).toBe(0);
  expect(await count(org.approver2)).toBe(1);
  await say(org.approver2, "justified");
  expect(await count(org.admin)).toBe(0);
  expect(await listed()).toMatchObject([{ breakGlass: "justified" }]);
});

it("names whoever decided, and in whose place", async () => {
  const { requestId } = await askForRefund(org.owner, server);
  // After it was asked, so that she has no seat of her own.
  const bea = await newPerson(org.organizationId, "Bea", ["member", "approver"]);
  await setAbsence(org.approver, {
    delegateId: bea.userId,
    startsOn: dayOf(new Date()),
    endsOn: dayOf(addDays(new Date(), 5)),
  });
  await decideRequest(bea, { requestId, decision: "approve", reason: "Needed and bounded." });
  const [request] = await listed();
  expect(request).toMatchObject({
    breakGlass: null,
    deciders: [{ name: "Bea", onBehalfOf: org.approver.name, decision: "approve" }],
  });
});
