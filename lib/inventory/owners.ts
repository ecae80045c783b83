import { AppError } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { findPeople, type PersonRow } from "./store.ts";

export interface Owners {
  owner: PersonRow;
  backupOwner: PersonRow | null;
}

/** The people who are to answer for a server. @throws AppError `invalid` by field, unless both are active people */
export async function loadOwners(
  tx: Tx,
  ids: { ownerId: string; backupOwnerId: string | null },
): Promise<Owners> {
  const wanted = [ids.ownerId, ...(ids.backupOwnerId === null ? [] : [ids.backupOwnerId])];
  const people = new Map((await findPeople(tx, wanted)).map((person) => [person.id, person]));
  const active = (id: string) => (people.get(id)?.isActive === true ? people.get(id) : undefined);
  const owner = active(ids.ownerId);
  const backupOwner = ids.backupOwnerId === null ? null : active(ids.backupOwnerId);
  if (owner !== undefined && backupOwner !== undefined) return { owner, backupOwner };
  const words = "This person is not an active member of the organization. Choose somebody else.";
  throw new AppError("invalid", "One field needs attention.", {
    fields: {
      ...(owner === undefined ? { ownerId: words } : {}),
      ...(backupOwner === undefined ? { backupOwnerId: words } : {}),
    },
  });
}
