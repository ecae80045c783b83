import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

/** Runs one statement as the owner of the database, past every guard: what somebody with the keys could do. */
export async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const { ownerUrl } = await testDatabase();
  const owner = await connectOwner(ownerUrl);
  try {
    await owner.query(statement, values);
  } finally {
    await owner.end();
  }
}
