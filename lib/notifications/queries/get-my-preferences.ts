import { actingPerson } from "../../kernel/actor.ts";
import { env } from "../../kernel/env.ts";
import { query } from "../../kernel/query.ts";
import { DIGEST_HOUR } from "../digest-day.ts";
import { isEmailOn } from "../email-setting.ts";
import { choicesOf } from "../event-group.ts";
import { noInput } from "../input.ts";
import { loadPreference } from "../preference-store.ts";

/** What the actor gets by e-mail, what they chose and the defaults for the rest. */
export const getMyPreferences = query({
  name: "get-my-preferences",
  permission: "notice:read",
  input: noInput,
  run: async ({ tx, actor }) => {
    const person = actingPerson(actor);
    const kept = person === null ? null : await loadPreference(tx, person.organizationId, person.userId);
    return {
      isEmailOn: isEmailOn(),
      email: person?.email ?? "",
      emails: choicesOf(kept?.emails),
      timeZone: kept?.timeZone ?? null,
      digestHour: kept?.digestHour ?? DIGEST_HOUR,
      siteTimeZone: env().STEWARD_TIME_ZONE,
    };
  },
});
