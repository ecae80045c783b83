import { credentialOnlyInput } from "../../inventory/credential-input.ts";
import { loadCredentialFingerprints } from "../../inventory/steps/load-credential-fingerprints.ts";
import { query } from "../../kernel/query.ts";
import { listSecretPlaceRows } from "../secret-place-store.ts";

/**
 * Where a credential's value stands in client files now, newest first and at most 200. `isFormer` marks the value from
 * before a rotation: the file still has to be changed. Times are ISO 8601.
 */
export const listCredentialPlaces = query({
  name: "list-credential-places",
  permission: "server:read",
  input: credentialOnlyInput,
  run: async ({ tx }, { credentialId }) => {
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

export type CredentialPlace = Awaited<ReturnType<typeof listCredentialPlaces>>[number];
