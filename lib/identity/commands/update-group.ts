import { conflict } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import { assertGroupName, assertMembers } from "../group-rules.ts";
import { changeMembers, loadGroup, saveGroup } from "../group-store.ts";
import { updateGroupInput } from "../input.ts";

/**
 * Changes a group's name and who is in it. Requests that wait keep the people they were asked of; whoever left the group
 * cannot answer them any more.
 */
export const updateGroup = command({
  name: "update-group",
  permission: "group:manage",
  input: updateGroupInput,
  run: async ({ tx, actor, now }, { groupId, version, name, description, memberIds }) => {
    const { organizationId } = actor;
    const before = await loadGroup(tx, groupId);
    if (before.version !== version) throw conflict("group");
    await assertGroupName(tx, name, groupId);
    const members = new Map(before.members.map(({ user }) => [user.id, user]));
    const added = memberIds.filter((id) => !members.has(id));
    const addedNames = await assertMembers(tx, added);
    const removed = [...members.values()].filter(({ id }) => !memberIds.includes(id));
    const told = changes({ name: before.name, description: before.description }, { name, description });
    if (added.length === 0 && removed.length === 0 && Object.keys(told).length === 0) {
      return unchanged({ groupId });
    }
    await saveGroup(tx, before, { name, description });
    const change = { added: [...addedNames.keys()], removed: removed.map(({ id }) => id) };
    await changeMembers(tx, { organizationId, groupId }, change, now);
    return {
      result: { groupId },
      events: [
        {
          type: "group.changed",
          subject: { kind: "group", id: groupId, name },
          detail: {
            ...told,
            added: [...addedNames.values()],
            addedIds: added,
            removed: removed.map((person) => person.name),
          },
        },
      ],
    };
  },
});
