import { apiRoute } from "#lib/doors/api-route.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getServer,
  { says: "The tools a server offers, with their reviewed impact.", answer: "list" },
  async ({ actor, input }) => wholeList((await getServer(actor, input)).tools),
);
