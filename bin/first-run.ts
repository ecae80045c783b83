import { addMissingPeople } from "#bin/first-run/add-missing-people.ts";
import { addMissingServerRoles } from "#bin/first-run/add-missing-server-roles.ts";
import { readPeople } from "#bin/identity-provider/people.ts";
import { checkStart } from "#lib/doors/start.ts";
import { foundOrganization } from "#lib/identity/found-organization.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { env } from "#lib/kernel/env.ts";

/**
 * What must be there before the first sign-in: the organization, the standard server roles, and with the local
 * identity provider its people. Run at every start; does nothing when all is there.
 */
async function main(): Promise<void> {
  await checkStart();
  const slug = env().STEWARD_ORGANIZATION;
  const { organizationId } = await foundOrganization(slug, nameOf(slug));
  await addMissingServerRoles(organizationId);
  if (env().STEWARD_LOCAL_IDENTITY) {
    await addMissingPeople(organizationId, await readPeople(process.env.IDENTITY_PEOPLE));
  }
}

function nameOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

try {
  await main();
} catch (error) {
  console.error(
    `First-run data could not be made: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
} finally {
  await disconnect();
}
