import { apiRoute } from "#lib/doors/api-route.ts";
import { endAbsence } from "#lib/identity/commands/end-absence.ts";

export const DELETE = apiRoute(endAbsence, {
  says: "Ends the absence of the person with this id at once: one's own, or for an administrator anybody's.",
  path: { id: "userId" },
});
