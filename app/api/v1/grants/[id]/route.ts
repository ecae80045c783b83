import { listGrantHistory } from "#lib/audit/queries/list-grant-history.ts";
import { route } from "#lib/doors/route.ts";
import { getGrant } from "#lib/grants/queries/get-grant.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one grant, why it exists, and what happened to it: its newest 50 events. */
export const GET = route(async ({ actor, params }) => {
  const grantId = pathParam(params, "id");
  const grant = await getGrant(actor, { grantId });
  const { items } = await listGrantHistory(actor, { grantId });
  return { ...grant, history: items.map(({ occurredAt, type, summary }) => ({ occurredAt, type, summary })) };
});
