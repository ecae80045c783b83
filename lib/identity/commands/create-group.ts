import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { assertGroupName, assertMembers } from "../group-rules.ts";
import { changeMembers, insertGroup, lockAndCountGroups } from "../group-store.ts";
import { createGroupInput, GROUPS_MAX } from "../input.ts";

/** Makes a group of people, whom policies can ask together. */
export const createGroup = command({
  name: "create-group",
  permission: "group:manage",
  input: createGroupInput,
  run: async ({ tx, actor, now }, { name, description, memberIds }) => {
    const { organizationId } = actor;
    const id = newId(now);
    const subject = { kind: "group", id, name };
    if ((await lockAndCountGroups(tx, organizationId)) >= GROUPS_MAX) {
      throw refused(`An organization has at most ${GROUPS_MAX} groups; delete one first.`, subject);
    }
    await assertGroupName(tx, name, null);
    const names = await assertMembers(tx, memberIds);
    await insertGroup(tx, { organizationId, id, name, description, createdAt: now });
    await changeMembers(tx, { organizationId, groupId: id }, { added: [...names.keys()], removed: [] }, now);
    return {
      result: { groupId: id },
      events: [
        {
          type: "group.created",
          subject,
          detail: { description, members: [...names.values()], memberIds: [...names.keys()] },
        },
      ],
    };
  },
});
