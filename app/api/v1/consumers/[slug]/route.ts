import { route } from "#lib/doors/route.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { getConsumer } from "#lib/inventory/queries/get-consumer.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one consumer and what it may use now: its access grants in force, soonest end first, at most 200. */
export const GET = route(async ({ actor, params }) => {
  const { allowed: _allowed, ...consumer } = await getConsumer(actor, { slug: pathParam(params, "slug") });
  const grants = await listGrants(actor, { consumerId: consumer.id, limit: 200 });
  return { ...consumer, grants: grants.items };
});
