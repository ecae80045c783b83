import { moveClosingOn } from "#lib/jobs/close-reviews.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { signCampaign } from "#lib/reviews/commands/sign-campaign.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";
import { getSignOff } from "#lib/reviews/queries/get-sign-off.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import type { PersonKey } from "../people.ts";
import { startReview } from "../start-review.ts";
import { type Step, serverNamed, type World } from "../world.ts";

/** Two reviews are done, both with evidence taken, one signed; three run, one of them overdue. */
export const reviews: readonly Step[] = [
  start(60, "Salesforce Sales", "Third quarter: is everything still needed?", "keep"),
  answer(57, "Salesforce Sales", "nadia", { revoke: ["log_activity"] }),
  close(50, "Salesforce Sales"),
  sign(48, "Salesforce Sales", "Went through every answer and what came of it. The one removal is verified."),
  start(40, "Jira Projects", "Before the renewal of the contract.", "revoke"),
  answer(36, "Jira Projects", "luca", { skip: ["transition_ticket"] }),
  close(25.5, "Jira Projects"),
  start(15.5, "Confluence Wiki", "After the sharing tool was refused.", "keep"),
  start(6.4, "Zendesk Support", "Fourth quarter, support tools.", "revoke"),
  answer(3.4, "Zendesk Support", "omar", {
    skip: ["Support copilot", "comment_on_ticket", "search_tickets"],
  }),
  start(2.4, "Vault Sandbox", "New since summer; first look.", "keep"),
];

function start(daysAgo: number, server: string, purpose: string, noResponse: "keep" | "revoke"): Step {
  return {
    daysAgo,
    run: async (world) => {
      const { id } = serverNamed(world, server);
      await startReview(world, {
        name: `Review of ${server}`,
        purpose,
        scope: { serverIds: [id] },
        subjects: ["access", "scope", "tool"],
        stages: [{ name: "Owner", reviewers: [{ kind: "owner" }, { kind: "backup_owner" }], days: 14 }],
        noResponse: { low: noResponse, medium: noResponse, high: noResponse },
      });
    },
  };
}

/** The owner answers for every item that is not left out; what is not named under revoke is kept. */
function answer(
  daysAgo: number,
  server: string,
  by: PersonKey,
  { revoke = [], skip = [] }: { revoke?: readonly string[]; skip?: readonly string[] },
): Step {
  return {
    daysAgo,
    run: async (world) => {
      const { items } = await listReviewItems(world.who[by], {
        campaignId: await reviewOf(world, server, "running"),
        limit: 200,
      });
      for (const { id, version, facts } of items.filter((item) => !skip.includes(item.facts.name))) {
        await openItem(world.who[by], { itemId: id });
        world.walk.pause(2);
        const isOver = revoke.includes(facts.name);
        await decideItem(world.who[by], {
          itemId: id,
          version,
          decision: isOver ? "revoke" : "keep",
          reason: isOver
            ? "Not used since spring; people log their calls in the phone system."
            : "Used every day; I checked the calls of the last month.",
        });
      }
    },
  };
}

function close(daysAgo: number, server: string): Step {
  return {
    daysAgo,
    run: async (world) => {
      const campaignId = await reviewOf(world, server, "running");
      await closeCampaign(world.who.ada, { campaignId });
      // What the worker does.
      while (!(await moveClosingOn(world.who.ada.organizationId, campaignId)));
      world.walk.pause(30);
      const { pieces } = await exportEvidence(world.who.mei, { campaignId });
      for await (const _piece of pieces);
    },
  };
}

/** Whoever manages reviews, and answered nothing in it, vouches for the closed one. */
function sign(daysAgo: number, server: string, statement: string): Step {
  return {
    daysAgo,
    run: async (world) => {
      const { ada } = world.who;
      const campaignId = await reviewOf(world, server, "closed");
      const { evidenceHash } = await getSignOff(ada, { campaignId });
      const freshly = { ...ada, authenticatedAt: world.walk.now() };
      await signCampaign(freshly, { campaignId, evidenceHash: evidenceHash ?? "", statement });
    },
  };
}

/** The review of this one server. */
async function reviewOf(world: World, name: string, state: "running" | "closed"): Promise<string> {
  const serverId = serverNamed(world, name).id;
  const { items } = await listCampaigns(world.who.ada, { state, serverId });
  const found = items.find(({ server }) => server?.id === serverId);
  if (found === undefined) throw new Error(`no review of ${name} is ${state}`);
  return found.id;
}
