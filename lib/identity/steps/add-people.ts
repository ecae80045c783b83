import type { CommandContext } from "../../kernel/command.ts";
import { type BulkPerson, findAddedOn, hasUsers, insertUsers } from "../bulk-store.ts";

export type AddedPeople = { isNew: boolean; addedAt: Date } | "organization-has-others";

/**
 * Adds many people at once, the first of whom tells whether it was done before: then nothing is added. Refuses, as an
 * answer, to put them among others unless `joinsOthers`. The caller records the event.
 */
export async function addPeople(
  { tx, actor }: CommandContext,
  { people, joinsOthers, at }: { people: readonly BulkPerson[]; joinsOthers: boolean; at: Date },
): Promise<AddedPeople> {
  const { organizationId } = actor;
  const [first] = people;
  const before = first === undefined ? null : await findAddedOn(tx, organizationId, first.id);
  if (before !== null) return { isNew: false, addedAt: before };
  if (!joinsOthers && (await hasUsers(tx))) return "organization-has-others";
  await insertUsers(tx, organizationId, people, at);
  return { isNew: true, addedAt: at };
}
