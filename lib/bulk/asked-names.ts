import { AppError } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { AskedChange } from "./input.ts";
import { findNames } from "./store.ts";

/**
 * Names of the people and the server role that a change speaks of.
 *
 * @throws AppError `invalid` by field when one of them cannot be chosen
 */
export async function loadAskedNames(tx: Tx, change: AskedChange): Promise<(id: string) => string> {
  const asked = chosenIds(change);
  const names = await findNames(
    tx,
    asked.map(({ id }) => id),
  );
  const missing = asked.filter(({ id }) => !names.has(id));
  if (missing.length > 0) {
    const words = "This cannot be chosen any more. Choose another.";
    const fields = Object.fromEntries(missing.map(({ field }) => [`change.${field}`, words]));
    throw new AppError("invalid", words, { fields });
  }
  return (id) => names.get(id) ?? "";
}

function chosenIds(change: AskedChange): { field: string; id: string }[] {
  const { ownerId, backupOwnerId, serverRoleId } = {
    ownerId: undefined,
    backupOwnerId: undefined,
    serverRoleId: undefined,
    ...change,
  };
  return Object.entries({ ownerId, backupOwnerId, serverRoleId }).flatMap(([field, id]) =>
    typeof id === "string" ? [{ field, id }] : [],
  );
}
