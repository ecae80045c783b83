import { actingPerson } from "../../kernel/actor.ts";
import { notFound } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import { DIGEST_HOUR } from "../digest-day.ts";
import { choicesOf } from "../event-group.ts";
import { savePreferencesInput } from "../input.ts";
import { loadPreference, savePreference } from "../preference-store.ts";

/** Keeps what the actor wants by e-mail. Nobody chooses for somebody else. */
export const saveMyPreferences = command({
  name: "save-my-preferences",
  permission: "notice:read",
  input: savePreferencesInput,
  run: async ({ tx, actor, now }, wanted) => {
    const person = actingPerson(actor);
    if (person === null) throw notFound("person");
    const { organizationId, userId, name } = person;
    const kept = await loadPreference(tx, organizationId, userId);
    const before = {
      ...choicesOf(kept?.emails),
      timeZone: kept?.timeZone ?? null,
      digestHour: kept?.digestHour ?? DIGEST_HOUR,
    };
    const { emails, timeZone, digestHour } = wanted;
    const changed = changes(before, { ...emails, timeZone, digestHour });
    if (kept !== null && Object.keys(changed).length === 0) return unchanged(null);
    await savePreference(tx, organizationId, userId, wanted, now);
    return {
      result: null,
      events: [
        {
          type: "notice.preferences_changed",
          subject: { kind: "user", id: userId, name },
          detail: { userId, changes: changed },
        },
      ],
    };
  },
});
