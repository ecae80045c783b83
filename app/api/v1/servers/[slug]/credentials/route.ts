import { apiRoute } from "#lib/doors/api-route.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getServer,
  { says: "The credentials on record: where each is kept and when it ends, never a value.", answer: "list" },
  async ({ actor, input }) => wholeList((await getServer(actor, input)).credentials),
);
