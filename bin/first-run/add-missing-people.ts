import type { Person } from "#bin/identity-provider/people.ts";
import { addUser } from "#lib/identity/commands/add-user.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { type Role, systemActor } from "#lib/kernel/actor.ts";

/** What the demonstration's people may do, by the part of their address before the @. */
const ROLES_BY_MAILBOX: Record<string, Role[]> = {
  admin: ["admin", "member"],
  approver: ["approver", "member"],
  approver2: ["approver", "member"],
  auditor: ["auditor"],
};

/** Adds those of the local identity provider's people who are not there yet; whoever has no special part is a member. */
export async function addMissingPeople(organizationId: string, people: readonly Person[]): Promise<void> {
  const actor = systemActor(organizationId, "first run");
  const present = new Set((await listUsers(actor, {})).map((user) => user.email));
  for (const { email, name } of people) {
    if (present.has(email.toLowerCase())) continue;
    const mailbox = email.split("@")[0] ?? "";
    await addUser(actor, { email, name, roles: ROLES_BY_MAILBOX[mailbox] ?? ["member"] });
  }
}
