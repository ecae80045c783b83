import { AppError } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { RevocationStepKind } from "#lib/kernel/generated/enums.ts";
import { newId } from "#lib/kernel/id.ts";

const stepColumns = {
  id: true,
  position: true,
  kind: true,
  title: true,
  instructions: true,
  responsible: { select: { id: true, name: true, email: true, isActive: true } },
} as const satisfies Prisma.RevocationStepSelect;

export type StepRow = Prisma.RevocationStepGetPayload<{ select: typeof stepColumns }>;

export async function findSteps(tx: Tx, organizationId: string, serverId: string): Promise<StepRow[]> {
  return tx.revocationStep.findMany({
    where: { organizationId, serverId },
    orderBy: { position: "asc" },
    select: stepColumns,
  });
}

/** Holds the path of one server until commit; a path without steps has no row that could be locked. */
export async function lockRevocationPath(tx: Tx, serverId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('revocation-path:' || ${serverId}, 0))`;
}

export async function replaceSteps(
  tx: Tx,
  organizationId: string,
  serverId: string,
  steps: readonly {
    kind: RevocationStepKind;
    title: string;
    instructions: string;
    responsibleId: string | null;
  }[],
): Promise<void> {
  await tx.revocationStep.deleteMany({ where: { organizationId, serverId } });
  await tx.revocationStep.createMany({
    data: steps.map((step, index) => ({
      ...step,
      organizationId,
      serverId,
      id: newId(),
      position: index + 1,
    })),
  });
}

/** Refuses steps that name somebody who is not here any more; `fields` says which. */
export async function assertActivePeople(
  tx: Tx,
  organizationId: string,
  steps: readonly { responsibleId: string | null }[],
): Promise<void> {
  const ids = steps.flatMap((step) => step.responsibleId ?? []);
  const active = await tx.user.findMany({
    where: { organizationId, id: { in: ids }, isActive: true },
    select: { id: true },
  });
  const known = new Set(active.map((user) => user.id));
  const fields: Record<string, string> = {};
  for (const [index, step] of steps.entries()) {
    if (step.responsibleId !== null && !known.has(step.responsibleId)) {
      fields[`steps.${index}.responsibleId`] = "Choose an active person.";
    }
  }
  if (Object.keys(fields).length > 0) {
    throw new AppError("invalid", "Every step needs somebody who is still here.", { fields });
  }
}
