import { conflict, refused } from "../../kernel/app-error.ts";
import { type CommandContext, command, unchanged } from "../../kernel/command.ts";
import { type AuditableEvent, someEvents } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { addStarterRolesInput } from "../input.ts";
import { ROLES_MAX } from "../model.ts";
import { ceilingsOf } from "../role-ceilings.ts";
import { listMissing, type MissingStarterRole, type StarterRole } from "../starter-roles.ts";
import {
  insertServerRole,
  lockAndCountServerRoles,
  restoreServerRole,
  type ServerRoleRow,
} from "../store.ts";

/**
 * Adds the starter roles that are missing, or those of them that are named. One that was archived comes back as it was
 * left, since the organization may have shaped it. What is there already is left alone: asking twice changes nothing.
 */
export const addStarterRoles = command({
  name: "add-starter-roles",
  permission: "server-role:manage",
  input: addStarterRolesInput,
  run: async (context, { slugs }) => {
    // Whoever adds roles waits here, so what is missing is still missing when it is added.
    const count = await lockAndCountServerRoles(context.tx, context.actor.organizationId);
    const missing = (await listMissing(context.tx)).filter(
      ({ starter }) => slugs === undefined || slugs.includes(starter.slug),
    );
    if (count + missing.filter(({ archived }) => archived === null).length > ROLES_MAX) {
      const everything = { kind: "server_role", id: null, name: "starter roles" };
      throw refused(`There would be more than ${ROLES_MAX} server roles. Choose fewer.`, everything);
    }
    const added: AuditableEvent[] = [];
    for (const role of missing) added.push(await add(context, role));
    const events = someEvents(added);
    const result = { added: missing.map(({ starter }): string => starter.slug) };
    return events === null ? unchanged(result) : { result, events };
  },
});

function add(context: CommandContext, { starter, archived }: MissingStarterRole): Promise<AuditableEvent> {
  return archived === null ? create(context, starter) : restore(context, archived);
}

async function create({ tx, actor, now }: CommandContext, starter: StarterRole): Promise<AuditableEvent> {
  const id = newId(now);
  // The constant is read-only; what is inserted has lists of its own.
  const role = { allowedScopes: [], environments: [], dataClasses: [], ...structuredClone(starter) } as Role;
  const isNew = await insertServerRole(tx, {
    ...role,
    organizationId: actor.organizationId,
    id,
    createdAt: now,
  });
  if (!isNew) throw conflict("server role");
  return {
    type: "server_role.created",
    subject: { kind: "server_role", id, name: role.name },
    detail: { slug: role.slug, isStarter: true, ...ceilingsOf(role) },
  };
}

async function restore({ tx, now }: CommandContext, role: ServerRoleRow): Promise<AuditableEvent> {
  if (!(await restoreServerRole(tx, role, now))) throw conflict("server role");
  return {
    type: "server_role.restored",
    subject: { kind: "server_role", id: role.id, name: role.name },
    detail: { slug: role.slug, ...ceilingsOf(role) },
  };
}

type Role = Omit<ServerRoleRow, "id" | "version" | "archivedAt">;
