import { setIntrospectionDefault } from "#lib/discovery/commands/set-introspection-default.ts";
import { getIntrospectionDefault } from "#lib/discovery/queries/get-introspection-default.ts";
import { systemActor } from "#lib/kernel/actor.ts";

/** Lets Steward look at servers every week by itself, where nobody has decided yet: what is not looked at drifts. */
export async function addMissingSchedule(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "first run");
  const { version } = await getIntrospectionDefault(actor, {});
  if (version === 0) await setIntrospectionDefault(actor, { interval: "weekly" });
}
