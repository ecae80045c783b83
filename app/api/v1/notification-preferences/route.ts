import { apiRoute } from "#lib/doors/api-route.ts";
import { saveMyPreferences } from "#lib/notifications/commands/save-my-preferences.ts";
import { getMyPreferences } from "#lib/notifications/queries/get-my-preferences.ts";

export const GET = apiRoute(getMyPreferences, {
  says: "What the caller gets by e-mail: what they chose, and the defaults for the rest.",
});

export const PUT = apiRoute(saveMyPreferences, {
  says: "Keeps what the caller wants by e-mail. Nobody chooses for somebody else.",
});
