import { AppError } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Environment } from "../kernel/generated/enums.ts";
import { decideOwners } from "./server-change.ts";
import { findPeople, type PersonRow } from "./store.ts";

export interface Owners {
  owner: PersonRow;
  backupOwner: PersonRow | null;
}

/** The people who are to answer for a server, or for what is in no environment (null). @throws AppError `invalid` by field, unless they may */
export async function loadOwners(
  tx: Tx,
  ids: { ownerId: string; backupOwnerId: string | null },
  environment: Environment | null,
): Promise<Owners> {
  const wanted = [ids.ownerId, ...(ids.backupOwnerId === null ? [] : [ids.backupOwnerId])];
  const people = new Map((await findPeople(tx, wanted)).map((person) => [person.id, person]));
  const verdict = decideOwners({ environment }, ids, (id) => people.get(id));
  const owner = people.get(ids.ownerId);
  if (verdict.ok && owner !== undefined) {
    return { owner, backupOwner: people.get(ids.backupOwnerId ?? "") ?? null };
  }
  throw new AppError("invalid", "One field needs attention.", { fields: verdict.ok ? {} : verdict.fields });
}
