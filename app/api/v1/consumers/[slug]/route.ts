import { apiRoute } from "#lib/doors/api-route.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { getConsumer } from "#lib/inventory/queries/get-consumer.ts";

export const GET = apiRoute(
  getConsumer,
  {
    says: "One consumer and what it may use now: its access grants in force, soonest end first, at most 200.",
  },
  async ({ actor, input }) => {
    const { allowed: _allowed, ...consumer } = await getConsumer(actor, input);
    const grants = await listGrants(actor, { consumerId: consumer.id, limit: 200 });
    return { ...consumer, grants: grants.items };
  },
);
