import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { assertFitSystem } from "../fit-system.ts";
import { freeSlug } from "../slug.ts";
import { listTakenSlugs, lockIdentities } from "../store.ts";
import { registerSystemInput } from "../system-input.ts";
import { insertSystem } from "../system-store.ts";

/** Puts a business system on record, so that servers can be said to reach it. */
export const registerSystem = command({
  name: "register-system",
  permission: "system:manage",
  input: registerSystemInput,
  run: async ({ tx, actor, now }, fields) => {
    const { organizationId } = actor;
    await lockIdentities(tx, organizationId);
    await assertFitSystem(tx, { id: null, name: fields.name, ownerId: fields.ownerId });
    const systemId = newId(now);
    const slug = await freeSlug({ key: systemId, name: fields.name }, (wanted) =>
      listTakenSlugs(tx, "system", wanted),
    );
    const times = { registeredAt: now, updatedAt: now };
    await insertSystem(tx, { organizationId, id: systemId, slug, ...fields, ...times });
    const { name, dataClasses, criticality } = fields;
    return {
      result: { systemId, slug },
      events: [
        {
          type: "system.registered",
          subject: { kind: "system", id: systemId, name },
          detail: { slug, dataClasses, criticality },
        },
      ],
    };
  },
});
