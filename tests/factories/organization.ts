import type { PersonActor, Role } from "#lib/kernel/actor.ts";
import { inTenant, lookUp } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { newId } from "#lib/kernel/id.ts";

/** One organization with the people of the demonstration, each as an actor. */
export interface TestOrganization {
  organizationId: string;
  slug: string;
  admin: PersonActor;
  owner: PersonActor;
  approver: PersonActor;
  approver2: PersonActor;
  auditor: PersonActor;
  member: PersonActor;
}

/** A fresh organization of its own for a test; tests never share one. */
export async function newOrganization(): Promise<TestOrganization> {
  const organizationId = newId();
  const slug = `org-${organizationId.slice(-12)}`;
  await lookUp(Prisma.sql`select ensure_organization(${organizationId}::uuid, ${slug}, 'Test', now()) as id`);
  const person = (name: string, roles: Role[]) => newPerson(organizationId, name, roles);
  return {
    organizationId,
    slug,
    admin: await person("Admin", ["admin", "member"]),
    owner: await person("Owner", ["member"]),
    approver: await person("Approver", ["approver", "member"]),
    approver2: await person("Approver Two", ["approver", "member"]),
    auditor: await person("Auditor", ["auditor"]),
    member: await person("Member", ["member"]),
  };
}

/** A person with these roles, signed in. */
export async function newPerson(organizationId: string, name: string, roles: Role[]): Promise<PersonActor> {
  const userId = newId();
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${userId.slice(-6)}@test.example`;
  const at = new Date();
  await inTenant(organizationId, "write", async (tx) => {
    await tx.user.create({
      data: { organizationId, id: userId, email, name, isActive: true, createdAt: at },
    });
    await tx.roleAssignment.createMany({
      data: roles.map((role) => ({ organizationId, userId, role, assignedAt: at })),
    });
  });
  return {
    kind: "person",
    organizationId,
    organizationName: "Test",
    userId,
    sessionId: newId(),
    email,
    name,
    roles,
    authenticatedAt: at,
  };
}
