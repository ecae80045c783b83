import { systemActor } from "#lib/kernel/actor.ts";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import type { TestOrganization } from "./organization.ts";

const DEFINITION = {
  format: 1,
  name: "Quarterly review",
  scope: {},
  subjects: ["server", "access", "credential", "scope", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
} as const;

/** A review of every grant of one server; its parts replace the usual ones. */
export function reviewOfServer(
  org: TestOrganization,
  serverId: string,
  answer: "keep" | "revoke" = "keep",
  parts: Partial<Record<keyof CampaignDefinition, unknown>> = {},
): Promise<{ campaignId: string }> {
  return runningReview(org, {
    name: "Review of one server",
    scope: { serverIds: [serverId] },
    subjects: ["access", "scope", "tool"],
    noResponse: { low: answer, medium: answer, high: answer },
    ...parts,
  });
}

/** A review of everything there is, defined, staged and run by the administrator; its parts replace the usual ones. */
export async function runningReview(
  org: TestOrganization,
  parts: Partial<Record<keyof CampaignDefinition, unknown>> = {},
): Promise<{ campaignId: string }> {
  const draft = await defineCampaign(org.admin, { definition: { ...DEFINITION, ...parts } as never });
  await askToStage(org.admin, draft);
  await stageCampaign(systemActor(org.organizationId, "test"), { campaignId: draft.campaignId });
  const { version } = await getCampaignHead(org.admin, { campaignId: draft.campaignId });
  await runCampaign(org.admin, { campaignId: draft.campaignId, version });
  return { campaignId: draft.campaignId };
}
