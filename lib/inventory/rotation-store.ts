import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";

const SHOWN_MAX = 100;

export async function insertRotation(
  tx: Tx,
  rotation: Prisma.CredentialRotationUncheckedCreateInput,
): Promise<void> {
  await tx.credentialRotation.create({ data: rotation });
}

/** Newest first, at most 100. */
export async function listRotations(tx: Tx, credentialId: string) {
  return tx.credentialRotation.findMany({
    where: { credentialId },
    select: {
      id: true,
      rotatedAt: true,
      formerFingerprint: true,
      formerExpiresAt: true,
      expiresAt: true,
      confirmedAt: true,
      formerSeenCount: true,
      formerSeenAt: true,
      recordedAt: true,
      recordedBy: { select: { id: true, name: true } },
    },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    take: SHOWN_MAX,
  });
}

export interface CredentialFingerprints {
  /** What it is now; null when nobody has seen it since it was rotated. */
  current: string | null;
  /** What it was before each rotation. */
  former: string[];
}

export async function loadFingerprints(tx: Tx, credentialId: string): Promise<CredentialFingerprints> {
  const credential = await tx.credential.findFirst({
    where: { id: credentialId },
    select: { fingerprint: true },
  });
  const rotations = await listRotations(tx, credentialId);
  return {
    current: credential?.fingerprint ?? null,
    former: [...new Set(rotations.flatMap((rotation) => rotation.formerFingerprint ?? []))],
  };
}
