import { listGrantHistory } from "#lib/audit/queries/list-grant-history.ts";
import { apiRoute } from "#lib/doors/api-route.ts";
import { getGrant } from "#lib/grants/queries/get-grant.ts";

export const GET = apiRoute(
  getGrant,
  {
    says: "One grant, why it exists, and what happened to it: its newest 50 events.",
    path: { id: "grantId" },
  },
  async ({ actor, input }) => {
    const grant = await getGrant(actor, input);
    const { items } = await listGrantHistory(actor, { grantId: input.grantId });
    return {
      ...grant,
      history: items.map(({ occurredAt, type, summary }) => ({ occurredAt, type, summary })),
    };
  },
);
