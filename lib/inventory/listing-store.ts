import { lookUp } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";

/**
 * Brings the next 500 servers up to date whose owner or backup owner changed and who answers for too many to do so at
 * once. Gives how many those were; 0 when nobody waits, or another process is at it.
 */
export async function refreshServersOfDuePeople(organizationId: string): Promise<number> {
  const [row] = await lookUp<{ refreshed: number }>(
    Prisma.sql`select refresh_servers_of_due_people(${organizationId}::uuid) as refreshed`,
  );
  return row?.refreshed ?? 0;
}
