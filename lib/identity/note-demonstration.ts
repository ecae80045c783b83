import { systemActor } from "../kernel/actor.ts";
import { appendStandalone } from "../kernel/audit-log.ts";
import { now } from "../kernel/clock.ts";

/**
 * Notes in the trail that the demonstration is whole: what tells it from one that was interrupted. Changes nothing
 * else, so it is no command.
 */
export async function noteDemonstration(organizationId: string, servers: number): Promise<void> {
  const subject = { kind: "organization", id: organizationId, name: "Demonstration" };
  await appendStandalone(
    systemActor(organizationId, "first run"),
    { type: "organization.demonstration_made", subject, detail: { servers } },
    now(),
  );
}
