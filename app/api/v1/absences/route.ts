import { apiRoute } from "#lib/doors/api-route.ts";
import { listAbsences } from "#lib/identity/queries/list-absences.ts";
import { wholeList } from "../whole-list.ts";

export const GET = apiRoute(
  listAbsences,
  { says: "Who is or will be away, the next first, with who answers for them.", answer: "list" },
  async ({ actor }) => wholeList(await listAbsences(actor, {})),
);
