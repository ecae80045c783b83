import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { WHY } from "./governed-server.ts";
import type { TestOrganization } from "./organization.ts";

export const approve = (approver: PersonActor, requestId: string) =>
  decideRequest(approver, { requestId, decision: "approve", reason: "Needed and bounded." });

/** Asks in the requester's name for these things, without deciding. */
export const askFor = (requester: PersonActor, serverId: string, ask: object, durationDays = 60) =>
  submitRequest(requester, { serverId, durationDays, justification: WHY, ...ask });

export interface GrantOnRecord {
  id: string;
  kind: string;
  state: string;
  stateReason: string | null;
  requestId: string | null;
  approvedEnvironment: string | null;
  expiresAt: Date;
}

/** All grants of a server, oldest first. */
export function grantsOf(org: TestOrganization, serverId: string): Promise<GrantOnRecord[]> {
  return inTenant(org.organizationId, "read", (tx) =>
    tx.grant.findMany({
      where: { serverId },
      orderBy: [{ grantedAt: "asc" }, { kind: "asc" }],
      select: {
        id: true,
        kind: true,
        state: true,
        stateReason: true,
        requestId: true,
        approvedEnvironment: true,
        expiresAt: true,
      },
    }),
  );
}
