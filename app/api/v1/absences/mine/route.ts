import { apiRoute } from "#lib/doors/api-route.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";

export const PUT = apiRoute(setAbsence, {
  says: "Says from when to when the caller is away and who answers for them, in place of what they said before.",
});
