import type { Tx } from "../../kernel/db.ts";
import { type CredentialFingerprints, loadFingerprints } from "../rotation-store.ts";

/** The keyed hashes a credential is and was recognised by; for looking up where its value lies. Never shown whole. */
export function loadCredentialFingerprints(tx: Tx, credentialId: string): Promise<CredentialFingerprints> {
  return loadFingerprints(tx, credentialId);
}
