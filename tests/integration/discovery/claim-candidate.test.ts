import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { claimCandidate } from "#lib/discovery/commands/claim-candidate.ts";
import { endCandidateClaim } from "#lib/discovery/commands/end-candidate-claim.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { listClaimableCandidates } from "#lib/discovery/queries/list-claimable-candidates.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const REASON = "I set it up for the billing desk.";
const PLACED = "/home/ada/.cursor/mcp.json";

async function withCandidate(organization: TestOrganization): Promise<string> {
  const content = JSON.stringify({
    mcpServers: {
      billing: {
        command: "npx",
        args: ["-y", "@acme/billing-mcp@1.0.0"],
        env: { BILLING_TOKEN: "ghp_abcdefghijklmnopqrstuvwxyz0123456789" },
      },
    },
  });
  await importFiles(organization.admin, { machine: "ada-laptop", files: [{ path: PLACED, content }] });
  const [candidate] = (await listCandidates(organization.admin, {})).items;
  if (candidate === undefined) throw new Error("nothing was found");
  return candidate.id;
}

describe("claiming what was found", () => {
  it("shows members what they recognise it by, and nothing of where a secret lies", async () => {
    const organization = await newOrganization();
    await withCandidate(organization);
    const { items } = await listClaimableCandidates(organization.member, { search: "billing" });
    expect(items).toMatchObject([{ packageName: "@acme/billing-mcp", clients: ["cursor"], claimedBy: null }]);
    expect(JSON.stringify(items)).not.toMatch(/ada-laptop|mcp\.json|BILLING_TOKEN/);
    await expect(listCandidates(organization.member, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("tells administrators, once, and lets nobody claim what another has claimed", async () => {
    const organization = await newOrganization();
    const candidateId = await withCandidate(organization);
    const claim = () => claimCandidate(organization.member, { candidateId, reason: REASON });
    const outcomes = await Promise.allSettled([claim(), claim()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(claimCandidate(organization.owner, { candidateId, reason: REASON })).rejects.toMatchObject({
      code: "refused",
    });
    const events = await eventsOf(organization.organizationId, "candidate.claimed");
    expect(events).toHaveLength(1);
    expect(events[0]?.detail).toMatchObject({ notify: [organization.admin.userId] });
    const [candidate] = (await listCandidates(organization.admin, {})).items;
    expect(candidate?.claim).toMatchObject({ by: { id: organization.member.userId }, reason: REASON });
  });

  it("is withdrawn by the claimer, or declined by an administrator, who says why", async () => {
    const organization = await newOrganization();
    const candidateId = await withCandidate(organization);
    await claimCandidate(organization.member, { candidateId, reason: REASON });
    await expect(
      endCandidateClaim(organization.owner, { candidateId, reason: REASON }),
    ).rejects.toMatchObject({ code: "refused" });
    await endCandidateClaim(organization.member, { candidateId, reason: "I was mistaken, it is not." });
    await claimCandidate(organization.owner, { candidateId, reason: REASON });
    await endCandidateClaim(organization.admin, { candidateId, reason: "The billing desk uses another." });
    const ended = await eventsOf(organization.organizationId, "candidate.claim_ended");
    expect(ended.map(({ detail }) => detail)).toMatchObject([
      { isWithdrawn: true, notify: [] },
      { isWithdrawn: false, notify: [organization.owner.userId] },
    ]);
  });

  it("is for people of the organization, with a reason that holds no credential", async () => {
    const organization = await newOrganization();
    const stranger = await newOrganization();
    const candidateId = await withCandidate(organization);
    await expect(claimCandidate(stranger.member, { candidateId, reason: REASON })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(claimCandidate(organization.auditor, { candidateId, reason: REASON })).rejects.toMatchObject(
      { code: "forbidden" },
    );
    const secret = "It uses ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    await expect(claimCandidate(organization.member, { candidateId, reason: secret })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
