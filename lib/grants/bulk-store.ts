import type { Tx } from "../kernel/db.ts";
import type { BulkRevocationStep } from "./bulk-rows.ts";

export async function insertSteps(
  tx: Tx,
  organizationId: string,
  steps: readonly BulkRevocationStep[],
): Promise<void> {
  await tx.$executeRaw`
    insert into revocation_step (organization_id, id, server_id, position, kind, title, instructions, responsible_id)
    select ${organizationId}::uuid, r.id, r."serverId", r.position, r.kind::revocation_step_kind, r.title,
      r.instructions, r."responsibleId"
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
      as r(id uuid, "serverId" uuid, position int, kind text, title text, instructions text, "responsibleId" uuid)`;
}
