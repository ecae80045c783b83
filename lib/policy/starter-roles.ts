import type { Tx } from "../kernel/db.ts";
import { DEFAULT_SERVER_ROLES } from "./model.ts";
import { listRolesBySlug, type ServerRoleRow } from "./store.ts";

export type StarterRole = (typeof DEFAULT_SERVER_ROLES)[number];

/** A starter role that no server can be given now; `archived` is the one that was taken out of use, if any was. */
export interface MissingStarterRole {
  starter: StarterRole;
  archived: ServerRoleRow | null;
}

/** The starter roles that an organization never had or took out of use, in their own order. */
export async function listMissing(tx: Tx): Promise<MissingStarterRole[]> {
  const known = await listRolesBySlug(
    tx,
    DEFAULT_SERVER_ROLES.map(({ slug }) => slug),
  );
  return DEFAULT_SERVER_ROLES.flatMap((starter) => {
    const role = known.find(({ slug }) => slug === starter.slug) ?? null;
    return role === null || role.archivedAt !== null ? [{ starter, archived: role }] : [];
  });
}
