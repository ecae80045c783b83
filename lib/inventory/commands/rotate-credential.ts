import { actingPerson } from "../../kernel/actor.ts";
import { AppError, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { rotateCredentialInput } from "../credential-input.ts";
import { type CredentialRow, loadCredential, saveCredential } from "../credential-store.ts";
import { checkCredentialTimes, decideCredentialAction } from "../credentials.ts";
import { loadEditable } from "../load-editable.ts";
import { insertRotation } from "../rotation-store.ts";

/**
 * Records that a credential got a new value: when, and until when. The value itself is never asked for, so the
 * fingerprint is unknown until the new value is seen somewhere; the former one is kept, to recognise what is left of it.
 */
export const rotateCredential = command({
  name: "rotate-credential",
  permission: "server:edit",
  input: rotateCredentialInput,
  run: async (context, { credentialId, version, rotatedAt, expiresAt }) => {
    const { tx, actor, now } = context;
    const found = await loadCredential(tx, credentialId);
    const server = await loadEditable(context, found.serverId);
    const before = version === undefined ? found : { ...found, version };
    const subject = { kind: "credential", id: credentialId, name: found.name };
    const verdict = decideCredentialAction(before, "rotate");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    checkRotation(before, { rotatedAt, expiresAt }, now);
    await saveCredential(tx, before, {
      issuedAt: rotatedAt,
      lastRotatedAt: rotatedAt,
      expiresAt,
      fingerprint: null,
      lengthChars: null,
      remindedDays: null,
    });
    await insertRotation(tx, {
      organizationId: actor.organizationId,
      id: newId(now),
      credentialId,
      rotatedAt,
      formerFingerprint: found.fingerprint,
      formerExpiresAt: found.expiresAt,
      expiresAt,
      recordedById: actingPerson(actor)?.userId ?? null,
      recordedAt: now,
    });
    const detail = {
      serverId: server.id,
      server: server.name,
      rotatedAt: rotatedAt.toISOString(),
      changes: { expiresAt: { before: isoOf(found.expiresAt), after: isoOf(expiresAt) } },
    };
    return { result: { credentialId }, events: [{ type: "credential.rotated", subject, detail }] };
  },
});

function checkRotation(
  before: CredentialRow,
  { rotatedAt, expiresAt }: { rotatedAt: Date; expiresAt: Date | null },
  now: Date,
): void {
  const fields: Record<string, string> = {};
  if (rotatedAt > now) fields.rotatedAt = "This lies in the future.";
  if (before.lastRotatedAt !== null && rotatedAt < before.lastRotatedAt) {
    fields.rotatedAt = "A later rotation is on record already.";
  }
  if (expiresAt !== null && expiresAt <= rotatedAt) {
    fields.expiresAt = "The new value would end before it was made.";
  }
  if (Object.keys(fields).length > 0) {
    throw new AppError("invalid", "Some times need attention.", { fields });
  }
  checkCredentialTimes({ issuedAt: rotatedAt, expiresAt, lastRotatedAt: rotatedAt }, now);
}

function isoOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
