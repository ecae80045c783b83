import { conflict } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { introspectionDefaultInput } from "../input.ts";
import { loadDefaultInterval, saveDefaultInterval } from "../schedule-store.ts";

/** The job that gives every server that follows the default its new time, in batches. */
export const RESPREAD_TASK = "respread-introspections";

/** Says how often Steward looks at servers that have no interval of their own. */
export const setIntrospectionDefault = command({
  name: "set-introspection-default",
  permission: "introspection:plan",
  input: introspectionDefaultInput,
  run: async ({ tx, actor, now }, { interval, version }) => {
    const { organizationId } = actor;
    const before = await loadDefaultInterval(tx, organizationId);
    if (version !== undefined && version !== before.version) throw conflict("introspection schedule");
    if (before.version > 0 && before.interval === interval) return unchanged(null);
    const isSaved = await saveDefaultInterval(tx, organizationId, { interval, version: before.version }, now);
    if (!isSaved) throw conflict("introspection schedule");
    return {
      result: null,
      events: [
        {
          type: "introspection.default_changed",
          subject: { kind: "organization", id: organizationId, name: "Introspection schedule" },
          detail: { interval: { before: before.interval, after: interval } },
        },
      ],
      jobs: [{ task: RESPREAD_TASK, payload: {}, key: `${RESPREAD_TASK}:${organizationId}` }],
    };
  },
});
