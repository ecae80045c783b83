import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { systemInput } from "../system-input.ts";
import { countSystemServers, deleteSystem, lockSystem } from "../system-store.ts";

/** Takes a system off the record that no server reaches, such as one registered twice. */
export const removeSystem = command({
  name: "remove-system",
  permission: "system:manage",
  input: systemInput,
  run: async ({ tx }, { systemId }) => {
    const { id, name, slug } = await lockSystem(tx, systemId);
    const subject = { kind: "system", id, name };
    if ((await countSystemServers(tx, systemId)) > 0) {
      throw refused(
        `Servers reach ${name}. Unlink them first; what they reach decides their impact.`,
        subject,
      );
    }
    await deleteSystem(tx, systemId);
    return { result: { systemId }, events: [{ type: "system.removed", subject, detail: { slug } }] };
  },
});
