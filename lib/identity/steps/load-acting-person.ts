import type { PersonActor } from "../../kernel/actor.ts";
import type { Tx } from "../../kernel/db.ts";
import { normalRoles } from "../model.ts";
import { loadUser } from "../store.ts";

/**
 * A person as they are now, for a job that carries out what they asked: with the roles they hold by now, null when
 * they have left. For deciding only; the job's own actor stays the one that is authorized.
 *
 * @throws AppError `not_found`
 */
export async function loadActingPerson(
  tx: Tx,
  organizationId: string,
  asked: { userId: string; jobId: string; at: Date },
): Promise<PersonActor | null> {
  const user = await loadUser(tx, organizationId, asked.userId);
  if (!user.isActive) return null;
  return {
    kind: "person",
    organizationId,
    organizationName: "",
    userId: user.id,
    sessionId: asked.jobId,
    email: user.email,
    name: user.name,
    roles: normalRoles(user.roleAssignments.map(({ role }) => role)),
    authenticatedAt: asked.at,
  };
}
