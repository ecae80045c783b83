import { conflict } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import { assertFitSystem } from "../fit-system.ts";
import { updateSystemInput } from "../system-input.ts";
import { loadSystem, type SystemFacts, saveSystem } from "../system-store.ts";

/**
 * Changes a system's record; fields left out stay. When its data classes change, the tools of every server that
 * reaches it are assessed again by the reaction to `system.changed`.
 */
export const updateSystem = command({
  name: "update-system",
  permission: "system:manage",
  input: updateSystemInput,
  run: async ({ tx, now }, { systemId, version, ...fields }) => {
    const system = await loadSystem(tx, systemId);
    if (version !== undefined && version !== system.version) throw conflict("system");
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const after: SystemFacts = { ...system, ...given };
    const changed = changes(shown(system), shown(after));
    if (Object.keys(changed).length === 0) return unchanged({ systemId });
    const ownerId = after.ownerId === system.ownerId ? null : after.ownerId;
    await assertFitSystem(tx, { id: systemId, name: after.name, ownerId });
    await saveSystem(tx, system, given, now);
    return {
      result: { systemId },
      events: [
        {
          type: "system.changed",
          subject: { kind: "system", id: systemId, name: after.name },
          detail: { changes: changed },
        },
      ],
    };
  },
});

function shown({ name, description, dataClasses, criticality, ownerId, url }: SystemFacts) {
  return { name, description, dataClasses: dataClasses.toSorted(), criticality, ownerId, url };
}
