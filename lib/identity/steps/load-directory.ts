import type { Role } from "../../kernel/actor.ts";
import type { Tx } from "../../kernel/db.ts";
import { findPeople, listRoleHolders } from "../directory-store.ts";
import { findGroups } from "../group-store.ts";

/** Who people are found by. */
export interface Wanted {
  groupIds: readonly string[];
  roles: readonly Role[];
  userIds: readonly string[];
}

export interface DirectoryPerson {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
  managerId: string | null;
}

/** Part of the organization's people and groups. */
export interface Directory {
  /** Deleted ones too; `memberIds` are active people. */
  groups: Map<string, { name: string; isDeleted: boolean; memberIds: string[] }>;
  /** Active people by role. */
  roles: Map<Role, string[]>;
  /** Everybody named here, by id: active or not. */
  people: Map<string, DirectoryPerson>;
}

/** Looks up groups, those who hold roles, and single people. What is not there is left out. */
export async function loadDirectory(tx: Tx, { groupIds, roles, userIds }: Wanted): Promise<Directory> {
  const groups = groupIds.length === 0 ? [] : await findGroups(tx, groupIds);
  const holders = roles.length === 0 ? [] : await listRoleHolders(tx, roles);
  const members = groups.flatMap((group) => group.members.map(({ user }) => user.id));
  const people = await findPeople(tx, [...userIds, ...members, ...holders.map(({ userId }) => userId)]);
  const byId = new Map(people.map((person) => [person.id, person]));
  const isActive = (id: string) => byId.get(id)?.isActive === true;
  return {
    groups: new Map(
      groups.map(({ id, name, deletedAt, members }) => [
        id,
        {
          name,
          isDeleted: deletedAt !== null,
          memberIds: members.map(({ user }) => user.id).filter(isActive),
        },
      ]),
    ),
    roles: new Map(
      roles.map((role) => [
        role,
        holders.flatMap((holder) => (holder.role === role && isActive(holder.userId) ? [holder.userId] : [])),
      ]),
    ),
    people: byId,
  };
}
