import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { changesTold, isNobodys } from "../ask-for-changes.ts";
import { tellOverdueChangesInput } from "../asked-change-input.ts";
import { noteOverdueChanges } from "../asked-change-store.ts";

export const OVERDUE_AT_ONCE = 500;

/**
 * Tells whoever answers for a server, once, that what a review asked to be changed in words was not done in time. A broad scope
 * has ended by then, and asks nothing of anybody. Gives how many it were, at most OVERDUE_AT_ONCE.
 */
export const tellOverdueChanges = command({
  name: "tell-overdue-changes",
  permission: "campaign:follow-up",
  input: tellOverdueChangesInput,
  run: async ({ tx, actor, now }) => {
    const noted = await noteOverdueChanges(tx, actor.organizationId, { now, limit: OVERDUE_AT_ONCE });
    const administrators = noted.some(isNobodys) ? await loadAdministrators(tx) : [];
    const told = changesTold("campaign.change_overdue", noted, administrators, {});
    const events = someEvents(told);
    return events === null ? unchanged(noted.length) : { result: noted.length, events };
  },
});
