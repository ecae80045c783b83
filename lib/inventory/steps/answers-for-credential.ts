import { type Actor, actingPerson } from "../../kernel/actor.ts";
import type { Tx } from "../../kernel/db.ts";
import { loadCredential } from "../credential-store.ts";
import { loadServerRow } from "../store.ts";

/** Whether this actor owns or backs up the server that has the credential. @throws AppError `not_found` */
export async function answersForCredential(tx: Tx, credentialId: string, actor: Actor): Promise<boolean> {
  const { serverId } = await loadCredential(tx, credentialId);
  const { ownerId, backupOwnerId } = await loadServerRow(tx, { id: serverId });
  const personId = actingPerson(actor)?.userId;
  return personId !== undefined && [ownerId, backupOwnerId].includes(personId);
}
