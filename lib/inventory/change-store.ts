import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { SavedFields } from "./wanted-change.ts";

export interface ChangedServer {
  id: string;
  /** The version that was read under lock. */
  version: number;
  after: SavedFields;
}

/** Locks these servers until commit, in the order of ids, so that two changes of many wait and never deadlock. */
export async function lockServerRows(
  tx: Tx,
  organizationId: string,
  serverIds: readonly string[],
): Promise<void> {
  await tx.$queryRaw`
    select id from server where organization_id = ${organizationId}::uuid and id = any(${serverIds}::uuid[])
    order by id for no key update`;
}

/** Sets fields of many servers in one statement; gives how many were written. */
export async function saveChangedServers(
  tx: Tx,
  organizationId: string,
  changed: readonly ChangedServer[],
  at: Date,
): Promise<number> {
  if (changed.length === 0) return 0;
  const fields = new Set(changed.flatMap(({ after }) => Object.keys(after)));
  // An object's own keys; only what some server changes is set, and a server that does not keeps what it has.
  const columns = (Object.keys(COLUMNS) as (keyof SavedFields)[]).filter((field) => fields.has(field));
  const sets = Prisma.join(columns.map((field) => COLUMNS[field]));
  const rows = JSON.stringify(changed.map(({ id, version, after }) => ({ id, version, set: after })));
  return tx.$executeRaw`
    update server s set ${sets}, updated_at = ${at}, version = s.version + 1
    from jsonb_to_recordset(${rows}::jsonb) as c(id uuid, version int, set jsonb)
    where s.organization_id = ${organizationId}::uuid and s.id = c.id and s.version = c.version`;
}

const COLUMNS: Record<keyof SavedFields, Prisma.Sql> = {
  ownerId: Prisma.sql`owner_id = case when c.set ? 'ownerId' then (c.set ->> 'ownerId')::uuid else s.owner_id end`,
  backupOwnerId: Prisma.sql`backup_owner_id =
    case when c.set ? 'backupOwnerId' then (c.set ->> 'backupOwnerId')::uuid else s.backup_owner_id end`,
  team: Prisma.sql`team = case when c.set ? 'team' then c.set ->> 'team' else s.team end`,
  environment: Prisma.sql`environment =
    case when c.set ? 'environment' then (c.set ->> 'environment')::environment else s.environment end`,
  criticality: Prisma.sql`criticality =
    case when c.set ? 'criticality' then (c.set ->> 'criticality')::criticality else s.criticality end`,
  serverRoleId: Prisma.sql`server_role_id =
    case when c.set ? 'serverRoleId' then (c.set ->> 'serverRoleId')::uuid else s.server_role_id end`,
  nextReviewOn: Prisma.sql`next_review_on =
    case when c.set ? 'nextReviewOn' then (c.set ->> 'nextReviewOn')::date else s.next_review_on end`,
  retireReason: Prisma.sql`retire_reason =
    case when c.set ? 'retireReason' then c.set ->> 'retireReason' else s.retire_reason end`,
  retireOn: Prisma.sql`retire_on =
    case when c.set ? 'retireOn' then (c.set ->> 'retireOn')::date else s.retire_on end`,
  retireAskedById: Prisma.sql`retire_asked_by_id = case when c.set ? 'retireAskedById'
    then (c.set ->> 'retireAskedById')::uuid else s.retire_asked_by_id end`,
  retireAskedAt: Prisma.sql`retire_asked_at = case when c.set ? 'retireAskedAt'
    then (c.set ->> 'retireAskedAt')::timestamptz else s.retire_asked_at end`,
  tags: Prisma.sql`tags = case when c.set ? 'tags'
    then array(select jsonb_array_elements_text(c.set -> 'tags')) else s.tags end`,
};
