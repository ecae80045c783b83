import type { ServerFilter } from "#lib/inventory/server-list-input.ts";
import {
  type CampaignDefinition,
  campaignDefinition,
  REVIEW_SUBJECTS,
} from "#lib/reviews/campaign-definition.ts";

interface Begun {
  /** The one server it is to be about. */
  server?: { id: string; name: string } | undefined;
  /** Servers, as their list filters them. */
  filter?: ServerFilter | undefined;
}

/** What a new review asks for until somebody changes it: the cautious choice everywhere. */
export function newDefinition({ server, filter }: Begun): CampaignDefinition {
  return {
    ...campaignDefinition.parse({
      format: 1,
      name: server === undefined ? "Review" : `Review of ${server.name}`.slice(0, 120),
      scope: { servers: filter ?? {}, serverIds: server === undefined ? [] : [server.id] },
      subjects: [...REVIEW_SUBJECTS],
      stages: [
        {
          name: "Owners",
          reviewers: [{ kind: "owner" }, { kind: "backup_owner" }],
          days: 14,
        },
      ],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: "revoke", medium: "revoke", high: "revoke" },
    }),
    // A name is what people know it by later: it is left to them.
    ...(server === undefined ? { name: "" } : {}),
  };
}
