import type { CommandContext } from "../../kernel/command.ts";
import type { SomeEvents } from "../../kernel/events.ts";
import { loadGroup, saveGroup } from "../group-store.ts";

/** Ends a group: its people answer nothing in its name any more. @throws AppError `not_found` */
export async function endGroup({ tx, now }: CommandContext, groupId: string): Promise<SomeEvents> {
  const group = await loadGroup(tx, groupId);
  await saveGroup(tx, group, { deletedAt: now });
  return [
    {
      type: "group.deleted",
      subject: { kind: "group", id: groupId, name: group.name },
      detail: { members: group.members.map(({ user }) => user.name) },
    },
  ];
}
