import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { askForRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const APPROVERS = 20;
let org: TestOrganization;
let approvers: PersonActor[];
let requestId: string;

/** Three of the approvers, then two others of them. */
beforeEach(async () => {
  org = await newOrganization();
  approvers = [];
  for (let index = 0; index < APPROVERS; index += 1) {
    approvers.push(await newPerson(org.organizationId, `Approver ${index}`, ["approver"]));
  }
  const [first, last] = STARTING_POLICY.rules;
  const [stage] = first?.stages ?? [];
  if (first === undefined || last === undefined || stage === undefined) throw new Error("no such policy");
  const stages = [
    { ...stage, name: "First", quorum: 3 },
    { ...stage, name: "Second", quorum: 2 },
  ];
  const { number } = await draftPolicy(org.admin, {});
  const document = { ...STARTING_POLICY, rules: [{ ...first, stages }, last] };
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Five pairs of eyes." });
  const answer = { decision: "approve" as const, reason: "As agreed." };
  await decidePolicy(org.approver, { number, version: version + 1, ...answer });
  ({ requestId } = await askForRefund(org.owner, await newGovernedServer(org)));
});

function votes() {
  return inTenant(org.organizationId, "read", (tx) =>
    tx.requestDecision.findMany({ where: { requestId }, orderBy: { stagePosition: "asc" } }),
  );
}

it("twenty who approve at once are counted one after the other: three, two, and nobody more", async () => {
  const answers = await Promise.allSettled(
    approvers.map((by) =>
      decideRequest(by, { requestId, decision: "approve", reason: "Needed and bounded." }),
    ),
  );
  const given = answers.filter(({ status }) => status === "fulfilled");
  expect(given).toHaveLength(5);
  for (const answer of answers) {
    if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "refused" });
  }
  const counted = await votes();
  expect(counted.map(({ stagePosition }) => stagePosition)).toEqual([1, 1, 1, 2, 2]);
  expect(new Set(counted.map(({ deciderId }) => deciderId)).size).toBe(5);
  const { state, grants } = await getRequest(org.auditor, { requestId });
  expect([state, grants.length]).toEqual(["applied", 2]);
  expect(await trail(org.organizationId, ["request.approved"])).toHaveLength(1);
});

it("one person's twenty clicks are one vote", async () => {
  const [one] = approvers as [PersonActor];
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      decideRequest(one, { requestId, decision: "approve", reason: "Needed and bounded." }),
    ),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await votes()).toHaveLength(1);
});

it("twenty who disagree at once end it once", async () => {
  await Promise.allSettled(
    approvers.map((by, index) =>
      decideRequest(by, {
        requestId,
        decision: index % 4 === 3 ? "reject" : "approve",
        reason: "Weighed with care.",
      }),
    ),
  );
  const { state, grants } = await getRequest(org.auditor, { requestId });
  const rejections = (await votes()).filter(({ decision }) => decision === "reject");
  expect(["applied", "rejected"]).toContain(state);
  expect(rejections).toHaveLength(state === "rejected" ? 1 : 0);
  expect(grants).toHaveLength(state === "applied" ? 2 : 0);
  expect(await trail(org.organizationId, ["request.approved", "request.rejected"])).toHaveLength(1);
});
