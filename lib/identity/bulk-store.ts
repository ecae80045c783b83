import type { Role } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";

export interface BulkPerson {
  id: string;
  email: string;
  name: string;
  isActive: boolean;
  roles: readonly Role[];
}

/** Two statements, whatever the number of people. */
export async function insertUsers(
  tx: Tx,
  organizationId: string,
  people: readonly BulkPerson[],
  at: Date,
): Promise<void> {
  const rows = JSON.stringify(people);
  await tx.$executeRaw`
    insert into users (organization_id, id, email, name, is_active, created_at)
    select ${organizationId}::uuid, p.id, p.email, p.name, p."isActive", ${at}
    from jsonb_to_recordset(${rows}::jsonb) as p(id uuid, email text, name text, "isActive" boolean)`;
  await tx.$executeRaw`
    insert into role_assignment (organization_id, user_id, role, assigned_at)
    select ${organizationId}::uuid, p.id, r.role::role, ${at}
    from jsonb_to_recordset(${rows}::jsonb) as p(id uuid, roles jsonb)
    cross join lateral jsonb_array_elements_text(p.roles) as r(role)`;
}

/** When the person of this id was added; null when there is none. */
export async function findAddedOn(tx: Tx, organizationId: string, userId: string): Promise<Date | null> {
  const user = await tx.user.findUnique({
    where: { organizationId_id: { organizationId, id: userId } },
    select: { createdAt: true },
  });
  return user?.createdAt ?? null;
}

export async function hasUsers(tx: Tx): Promise<boolean> {
  return (await tx.user.findFirst({ select: { id: true } })) !== null;
}
