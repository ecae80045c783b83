import { AppError } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { saveManager } from "../directory-store.ts";
import { findActivePeople } from "../group-store.ts";
import { setManagerInput } from "../input.ts";
import { loadUser } from "../store.ts";

/** Says whom a person reports to, for policies that ask the manager of a server's owner. */
export const setManager = command({
  name: "set-manager",
  permission: "user:manage",
  input: setManagerInput,
  run: async ({ tx, actor }, { userId, managerId }) => {
    const user = await loadUser(tx, actor.organizationId, userId);
    if (user.managerId === managerId) return unchanged(null);
    const invalid = (reason: string) =>
      new AppError("invalid", "One field needs attention.", { fields: { managerId: reason } });
    if (managerId === userId) throw invalid("Nobody is their own manager.");
    const names = managerId === null ? new Map<string, string>() : await findActivePeople(tx, [managerId]);
    if (managerId !== null && !names.has(managerId)) throw invalid("Choose an active person.");
    await saveManager(tx, user, managerId);
    return {
      result: null,
      events: [
        {
          type: "user.manager_changed",
          subject: { kind: "user", id: user.id, name: user.name },
          detail: { manager: managerId === null ? null : (names.get(managerId) ?? null), managerId },
        },
      ],
    };
  },
});
