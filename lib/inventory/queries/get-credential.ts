import { permitted } from "../../kernel/permissions.ts";
import { query } from "../../kernel/query.ts";
import { credentialOnlyInput } from "../credential-input.ts";
import { listReusePlaces } from "../credential-reuse-store.ts";
import { loadCredential } from "../credential-store.ts";
import { shortFingerprint, toCredentialView } from "../credential-view.ts";
import { type CredentialAction, decideCredentialAction } from "../credentials.ts";
import { decideEdit } from "../model.ts";
import { listRotations } from "../rotation-store.ts";
import { loadCredentialServer } from "../server-page-store.ts";

/**
 * One credential: its server, the longest life its server role allows, its rotations, the other servers that use the
 * same value, and what this actor may record (`allowed`: true, or the reason not). Times are ISO 8601.
 *
 * @throws AppError `not_found`
 */
export const getCredential = query({
  name: "get-credential",
  permission: "server:read",
  input: credentialOnlyInput,
  run: async ({ tx, actor, now }, { credentialId }) => {
    const credential = await loadCredential(tx, credentialId);
    const { ownerId, backupOwnerId, serverRole, ...server } = await loadCredentialServer(
      tx,
      credential.serverId,
    );
    const { fingerprint } = credential;
    const rotations = await listRotations(tx, credentialId);
    const allowed = (action: CredentialAction): true | string => {
      const evenRetired = action === "revoke";
      const edit = decideEdit({ state: server.state, ownerId, backupOwnerId }, actor, { evenRetired });
      const verdict = edit.ok ? decideCredentialAction(credential, action) : edit;
      return permitted(actor, "server:edit") ?? (verdict.ok ? true : verdict.reason);
    };
    return {
      ...toCredentialView(credential, now),
      server,
      role: serverRole,
      rotations: rotations.map((rotation) => ({
        id: rotation.id,
        rotatedAt: rotation.rotatedAt.toISOString(),
        formerFingerprint: shortFingerprint(rotation.formerFingerprint),
        formerExpiresAt: rotation.formerExpiresAt?.toISOString() ?? null,
        expiresAt: rotation.expiresAt?.toISOString() ?? null,
        confirmedAt: rotation.confirmedAt?.toISOString() ?? null,
        formerSeenCount: rotation.formerSeenCount,
        formerSeenAt: rotation.formerSeenAt?.toISOString() ?? null,
        recordedAt: rotation.recordedAt.toISOString(),
        recordedBy: rotation.recordedBy?.name ?? null,
      })),
      alsoUsedBy: fingerprint === null ? [] : await listReusePlaces(tx, fingerprint, credentialId),
      allowed: { rotate: allowed("rotate"), revoke: allowed("revoke") },
    };
  },
});

export type CredentialPage = Awaited<ReturnType<typeof getCredential>>;
