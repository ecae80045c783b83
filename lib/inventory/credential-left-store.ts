import type { Tx } from "../kernel/db.ts";

/** Credentials of a server that nobody has revoked yet: they work at their issuer whatever Steward answers. */
export async function countActiveCredentials(tx: Tx, serverId: string): Promise<number> {
  return tx.credential.count({ where: { serverId, state: "active" } });
}
