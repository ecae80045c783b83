import { systemActor } from "../kernel/actor.ts";
import { appendStandalone } from "../kernel/audit-log.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import { ensureOrganization, findOrganizationId } from "./store.ts";

/**
 * Makes the organization and its audit chain unless it exists. Happens once, before anybody can act in it, so it is
 * no command; the first event of its chain says when.
 */
export async function foundOrganization(
  slug: string,
  name: string,
): Promise<{ organizationId: string; isNew: boolean }> {
  const existing = await findOrganizationId(slug);
  if (existing !== null) return { organizationId: existing, isNew: false };
  const at = now();
  const id = newId(at);
  const organizationId = await ensureOrganization(id, slug, name, at);
  // Somebody else was faster by a hair: theirs is the event.
  if (organizationId !== id) return { organizationId, isNew: false };
  await appendStandalone(
    systemActor(organizationId, "first run"),
    {
      type: "organization.created",
      subject: { kind: "organization", id: organizationId, name },
      detail: { slug },
    },
    at,
  );
  return { organizationId, isNew: true };
}
