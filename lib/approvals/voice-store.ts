import { Prisma } from "#lib/kernel/generated/client.ts";

/**
 * Whether a person may answer the stage of request `r` that waits, for themselves or for one who is away: `decideVote`
 * for a list. The database says it once (`may_answer`), for its guards too; the organization and the person are values,
 * so that whatever they are a party to is found once and not for each request.
 */
export function mayAnswer(organizationId: string, personId: string, now: Date): Prisma.Sql {
  return Prisma.sql`exists (
    select from may_answer(${organizationId}::uuid, r.id, ${personId}::uuid, ${now}::timestamptz))`;
}
