import { AppError } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { findActivePeople, isGroupNameTaken } from "./group-store.ts";

function invalid(fields: Record<string, string>): AppError {
  return new AppError("invalid", "One field needs attention.", { fields });
}

/** @throws AppError `invalid` when another group is called that */
export async function assertGroupName(tx: Tx, name: string, exceptId: string | null): Promise<void> {
  if (await isGroupNameTaken(tx, name, exceptId)) {
    throw invalid({ name: "There is already a group of this name." });
  }
}

/** Names by id. @throws AppError `invalid` unless all of them are active people of the organization */
export async function assertMembers(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const names = await findActivePeople(tx, ids);
  if (ids.some((id) => !names.has(id))) {
    throw invalid({ memberIds: "Somebody of them is not there or was deactivated. Reload the page." });
  }
  return names;
}
