import { AppError } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { NOT_ACTIVE } from "./server-change.ts";
import { findPeople } from "./store.ts";
import { isNameTaken } from "./system-store.ts";

/** @throws AppError `invalid` by field, when another system has the name or the owner is not here */
export async function assertFitSystem(
  tx: Tx,
  system: { id: string | null; name: string; ownerId: string | null },
): Promise<void> {
  const fields: Record<string, string> = {};
  if (await isNameTaken(tx, system.name, system.id)) {
    fields.name = "There is a system of this name already. Choose that one, or another name.";
  }
  if (system.ownerId !== null) {
    const [owner] = await findPeople(tx, [system.ownerId]);
    if (owner?.isActive !== true) fields.ownerId = NOT_ACTIVE;
  }
  if (Object.keys(fields).length > 0) {
    throw new AppError("invalid", "Some fields need attention.", { fields });
  }
}
