import type { Prisma } from "../kernel/generated/client.ts";

/** Roles whose holders may change what they answer for. */
export const ANSWERING_ROLES = ["admin", "member"] as const;

export function holdsRoleToAnswer(roles: readonly string[]): boolean {
  return ANSWERING_ROLES.some((role) => roles.includes(role));
}

/** What of a person says whether they may answer for something. */
export const ANSWERING = {
  roleAssignments: { where: { role: { in: [...ANSWERING_ROLES] } }, select: { role: true }, take: 1 },
} satisfies Prisma.UserSelect;

export function withAnswering<Person extends { roleAssignments: readonly unknown[] }>({
  roleAssignments,
  ...person
}: Person): Omit<Person, "roleAssignments"> & { mayAnswer: boolean } {
  return { ...person, mayAnswer: roleAssignments.length > 0 };
}
