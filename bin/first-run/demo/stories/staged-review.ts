import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import type { Step } from "../world.ts";

/** The year's review of what is tried out, staged and not started: what there is to look at before anybody is asked. */
export const stagedReview: readonly Step[] = [
  {
    daysAgo: 0.4,
    run: async ({ who }) => {
      const draft = await defineCampaign(who.ada, {
        definition: {
          format: 1,
          name: "Everything outside production",
          purpose: "Once a year: what is tried out stays only while somebody tries it out.",
          scope: { servers: { environment: ["development", "staging"] } },
          subjects: ["server", "access", "credential", "scope", "tool"],
          stages: [
            { name: "Owners", reviewers: [{ kind: "owner" }, { kind: "backup_owner" }], days: 14 },
            {
              name: "Second look",
              reviewers: [{ kind: "role", role: "approver" }],
              days: 7,
              takes: "high_risk",
            },
          ],
          fallback: { kind: "role", role: "admin" },
          noResponse: { low: "keep", medium: "keep", high: "revoke" },
        },
      });
      await askToStage(who.ada, draft);
    },
  },
];
