import { conflict } from "#lib/kernel/app-error.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { changes } from "#lib/kernel/events.ts";
import { seal } from "../seal.ts";
import { TRIGGERS } from "../trigger.ts";
import { changeTriggerInput } from "../trigger-input.ts";
import { insertTrigger, lockTrigger, saveTrigger } from "../trigger-store.ts";

/**
 * Turns on or off that something opens reviews by itself, and says how these ask. What happened before it was turned on
 * opens nothing; reviews that are open stay as they are.
 */
export const changeTrigger = command({
  name: "change-trigger",
  permission: "campaign:manage",
  input: changeTriggerInput,
  run: async ({ tx, actor, now }, { kind, isOn, terms, version }) => {
    const { organizationId } = actor;
    const before = await lockTrigger(tx, organizationId, kind);
    if (before.version !== version) throw conflict("trigger");
    if (before.isOn === isOn && seal(before.terms) === seal(terms)) return unchanged({ version });
    if (version === 0) await insertTrigger(tx, organizationId, { kind, isOn, terms, at: now });
    else {
      const begins = isOn && !before.isOn ? { turnedOnAt: now, lookedAt: now } : {};
      await saveTrigger(tx, organizationId, before, { isOn, terms, ...begins });
    }
    return {
      result: { version: version + 1 },
      events: [
        {
          type: "review_trigger.changed",
          subject: { kind: "review_trigger", id: null, name: TRIGGERS[kind].title },
          detail: {
            trigger: kind,
            changes: changes({ isOn: before.isOn, ...before.terms }, { isOn, ...terms }),
          },
        },
      ],
    };
  },
});
