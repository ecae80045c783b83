import { command } from "../../kernel/command.ts";
import { loadGroup, saveGroup } from "../group-store.ts";
import { groupInput } from "../input.ts";

/** Deletes a group. What named it shows that it is gone; its people answer nothing in its name any more. */
export const deleteGroup = command({
  name: "delete-group",
  permission: "group:manage",
  input: groupInput,
  run: async ({ tx, now }, { groupId }) => {
    const group = await loadGroup(tx, groupId);
    await saveGroup(tx, group, { deletedAt: now });
    return {
      result: null,
      events: [
        {
          type: "group.deleted",
          subject: { kind: "group", id: groupId, name: group.name },
          detail: { members: group.members.map(({ user }) => user.name) },
        },
      ],
    };
  },
});
