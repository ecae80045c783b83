import "#tests/setup/use-test-database.ts";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { beforeEach, describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { parseFacts } from "#lib/reviews/item-facts.ts";
import { approve, askFor } from "#tests/factories/carried-on.ts";
import { enableRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

/** What breaks text that is put together carelessly. */
const HOSTILE = 'A "key" \\ with é, \u2028, \u0007, </script> and 日本 🔑';
let org: TestOrganization;
let server: GovernedServer;
let credentialId: string;

/** One thing of each kind, each with as much to say as there is. */
beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
  await enableRefund(org, server);
  const wide = { name: "tickets:*", system: "Desk", breadth: "wildcard" as const };
  const { requestId } = await askFor(org.owner, server.serverId, { newScopes: [wide] }, 30);
  await approve(org.approver, requestId);
  ({ credentialId } = await addCredential(org.admin, {
    serverId: server.serverId,
    name: HOSTILE,
    kind: "static_bearer",
    keptIn: "environment",
  } as never));
  await inTenant(org.organizationId, "write", async (tx) => {
    const { serverId } = server;
    await tx.consumer.updateMany({ where: { id: server.consumerId }, data: { name: HOSTILE } });
    for (const [subjectKey, severity] of [
      ["server", "high"],
      [credentialId, "low"],
      [server.refundId, "critical"],
    ] as const) {
      for (const rule of ["b-rule", "a-rule"]) {
        const finding = {
          id: newId(),
          serverId,
          rule,
          subjectKey,
          severity,
          summary: "",
          state: "open" as const,
        };
        await tx.finding.create({
          data: { ...finding, organizationId: org.organizationId, openedAt: new Date() },
        });
      }
    }
  });
  await asOwner(
    `insert into tool_use (organization_id, tool_id, consumer_id, allowed, denied, last_allowed_at)
     values ($1, $2, $3, 41, 1, '2020-01-02T03:04:05.060Z')`,
    [org.organizationId, server.refundId, server.consumerId],
  );
});

async function stagedItems() {
  const draft = await defineCampaign(org.admin, {
    definition: {
      format: 1,
      name: "Everything",
      scope: {},
      subjects: ["server", "access", "credential", "scope", "tool"],
      stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: "keep", medium: "keep", high: "revoke" },
    } as never,
  });
  await askToStage(org.admin, draft);
  await stageCampaign(systemActor(org.organizationId, "test"), { campaignId: draft.campaignId });
  const items = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId: draft.campaignId }, orderBy: { position: "asc" } }),
  );
  return items.map((item) => ({ ...item, text: item.facts, facts: parseFacts(item.facts) }));
}

describe("the text of frozen facts", () => {
  it("is canonical for every kind of thing and whatever is written in it, so that anybody can hash it again", async () => {
    const items = await stagedItems();
    expect(items.map(({ subjectKind }) => subjectKind)).toEqual([
      "server",
      "access",
      "credential",
      "scope",
      "tool",
    ]);
    for (const { text, facts, factsHash } of items) {
      expect(text).toBe(canonicalize(facts));
      const hash = createHash("sha256").update(text);
      expect(Buffer.from(factsHash ?? []).toString("hex")).toBe(hash.digest("hex"));
    }
  });

  it("says of each thing what it is, how it is used, what is wrong with it and what that speaks for", async () => {
    const [ofServer, access, credential, scope, tool] = await stagedItems();
    const rules = ["a-rule", "b-rule"];
    expect(ofServer?.facts).toMatchObject({
      about: { ownerId: org.owner.userId, purpose: "Answers customers' tickets", revocationSteps: 0 },
      findings: { rules, severity: "high" },
      recommendation: { answer: null, reasons: ["grave_finding"] },
      state: "active",
    });
    expect(access?.facts).toMatchObject({
      about: null,
      consumer: { name: HOSTILE, ownerId: org.member.userId },
      name: HOSTILE,
      recommendation: { answer: "revoke", reasons: ["unused_90_days"] },
      use: { count: 41, lastUsedAt: "2020-01-02T03:04:05.060Z" },
    });
    expect(credential?.facts).toMatchObject({
      credential: {
        name: expect.stringContaining('A "key" \\ with é'),
        kind: "static_bearer",
        keptIn: "environment",
      },
      expiresAt: null,
      findings: { rules, severity: "low" },
      recommendation: { answer: "change", reasons: ["no_expiry"] },
    });
    expect(scope?.facts).toMatchObject({
      consumer: null,
      recommendation: { answer: "change", reasons: ["wildcard_scope"] },
      scope: { breadth: "wildcard", name: "tickets:*", system: "Desk" },
      tool: null,
      use: null,
    });
    expect(tool?.facts).toMatchObject({
      findings: { rules, severity: "critical" },
      recommendation: { answer: "revoke", reasons: ["unused_90_days", "grave_finding"] },
      request: { title: expect.any(String) },
      server: { name: "Ticket desk", team: "Support" },
      tool: { id: server.refundId, name: "refund_payment" },
    });
    const spoken = [ofServer, access, credential, scope, tool].map((item) => item?.recommended);
    expect(spoken).toEqual([null, "revoke", "change", "change", "revoke"]);
  });
});
