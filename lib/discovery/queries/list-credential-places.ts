import { credentialOnlyInput } from "../../inventory/credential-input.ts";
import { answersForCredential } from "../../inventory/steps/answers-for-credential.ts";
import { loadCredentialFingerprints } from "../../inventory/steps/load-credential-fingerprints.ts";
import { isPermitted } from "../../kernel/permissions.ts";
import { query } from "../../kernel/query.ts";
import { listSecretPlaceRows } from "../secret-place-store.ts";

/**
 * Where a credential's value stands in client files now, newest first and at most 200. `isFormer` marks the value from
 * before a rotation: the file still has to be changed. Null for those who are not to know where secrets lie:
 * it is for people who may read candidates, and for those who answer for the server. Times are ISO 8601.
 */
export const listCredentialPlaces = query({
  name: "list-credential-places",
  permission: "server:read",
  input: credentialOnlyInput,
  run: async ({ tx, actor }, { credentialId }) => {
    if (!isPermitted(actor, "candidate:read") && !(await answersForCredential(tx, credentialId, actor)))
      return null;
    const { current, former } = await loadCredentialFingerprints(tx, credentialId);
    const wanted = current === null ? former : [current, ...former];
    const rows = await listSecretPlaceRows(tx, wanted);
    return rows.map(({ fingerprint, foundAt, ...place }) => ({
      ...place,
      isFormer: fingerprint !== current,
      foundAt: foundAt.toISOString(),
    }));
  },
});

export type CredentialPlace = NonNullable<Awaited<ReturnType<typeof listCredentialPlaces>>>[number];
