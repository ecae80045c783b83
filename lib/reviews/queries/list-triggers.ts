import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { TRIGGER_KINDS, TRIGGERS } from "../trigger.ts";
import { loadLastOpened, loadTriggers } from "../trigger-store.ts";

/** What can open reviews by itself: whether it is on, how its reviews ask, and the last one. Times are ISO 8601. */
export const listTriggers = query({
  name: "list-triggers",
  permission: "campaign:read",
  input: noInput,
  run: async ({ tx }) => {
    const known = await loadTriggers(tx);
    const opened = await loadLastOpened(tx);
    return TRIGGER_KINDS.map((kind) => {
      const row = known.get(kind);
      const last = opened.find((one) => one.kind === kind);
      return {
        kind,
        title: TRIGGERS[kind].title,
        says: TRIGGERS[kind].says,
        subjects: TRIGGERS[kind].subjects,
        isOn: row?.isOn ?? false,
        terms: row?.terms ?? TRIGGERS[kind].terms,
        turnedOnAt: row?.isOn === true ? (row.turnedOnAt?.toISOString() ?? null) : null,
        lastReview:
          last === undefined
            ? null
            : { id: last.id, name: last.name, state: last.state, openedAt: last.createdAt.toISOString() },
        version: row?.version ?? 0,
      };
    });
  },
});
