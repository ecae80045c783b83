import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { previewPolicyEffect } from "#lib/approvals/queries/preview-policy-effect.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import type { ApprovalPolicy, ApprovalRule } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { askForRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const [HIGH, REST] = STARTING_POLICY.rules as [ApprovalRule, ApprovalRule];
const two = { ...HIGH, stages: HIGH.stages.map((stage) => ({ ...stage, quorum: 2 })) };
const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };

async function draft(rules: ApprovalRule[]): Promise<number> {
  const { number } = await draftPolicy(org.admin, {});
  const document: ApprovalPolicy = { ...STARTING_POLICY, rules };
  await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  return number;
}

describe("the effect of a policy, before it applies", () => {
  it("names pending requests that would need more, and leaves them as they were asked", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const number = await draft([two, REST]);
    const effect = await previewPolicyEffect(org.admin, { number });
    expect(effect.requests).toMatchObject({
      pending: 1,
      count: 1,
      items: [
        { id: requestId, reasons: ["The stage “Risk approval” would want 2 to approve rather than 1."] },
      ],
    });
    await decideRequest(org.approver, { requestId, ...VOTE });
    expect((await previewPolicyEffect(org.admin, { number })).requests).toMatchObject({
      pending: 0,
      count: 0,
    });
  });

  it("names grants that could not be given again, until they end", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await decideRequest(org.approver, { requestId, ...VOTE });
    const number = await draft([{ ...two, daysMax: 10 }, REST]);
    const { grants } = await previewPolicyEffect(org.auditor, { number });
    const tool = grants.groups.flatMap((group) => group.grants).find(({ kind }) => kind === "tool");
    expect(grants.count).toBe(grants.inForce);
    expect(tool).toMatchObject({ name: "refund_payment", server: { slug: server.slug } });
    expect(grants.groups[0]?.reasons).toContain(
      "The stage “Risk approval” would want 2 to approve rather than 1.",
    );
    const ids = grants.groups.flatMap((group) => group.grants.map(({ id }) => id));
    for (const grantId of ids) {
      await revokeGrant(org.admin, { grantId, reason: "Not needed any more." });
    }
    expect((await previewPolicyEffect(org.admin, { number })).grants).toMatchObject({ inForce: 0, count: 0 });
  });

  it("looks at what a server is today, not at what it was when it was asked", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await decideRequest(org.approver, { requestId, ...VOTE });
    const pii = {
      ...two,
      id: "pii",
      name: "Personal data",
      when: { ...HIGH.when, dataClasses: ["pii" as const] },
    };
    const number = await draft([pii, HIGH, REST]);
    expect((await previewPolicyEffect(org.admin, { number })).grants.count).toBe(0);
    await updateServer(org.admin, { serverId: server.serverId, dataClasses: ["pii"] });
    expect((await previewPolicyEffect(org.admin, { number })).grants.count).toBeGreaterThan(0);
  });

  it("shows nothing of another organization", async () => {
    await askForRefund(org.owner, server);
    const other = await newOrganization();
    const number = await draft([two, REST]);
    await expect(previewPolicyEffect(other.admin, { number })).rejects.toMatchObject({ code: "not_found" });
    const { number: theirs } = await draftPolicy(other.admin, {});
    const effect = await previewPolicyEffect(other.admin, { number: theirs });
    expect(effect).toMatchObject({ requests: { pending: 0 }, grants: { inForce: 0 } });
  });
});
