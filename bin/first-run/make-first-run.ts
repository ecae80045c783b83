import { addMissingPeople } from "#bin/first-run/add-missing-people.ts";
import { addMissingSchedule } from "#bin/first-run/add-missing-schedule.ts";
import { addMissingServerRoles } from "#bin/first-run/add-missing-server-roles.ts";
import { addDemonstration, HISTORY_DAYS, readiness, WHY_NOT } from "#bin/first-run/demo/add-demonstration.ts";
import { startWalk } from "#bin/first-run/demo/walk.ts";
import { readPeople } from "#bin/identity-provider/people.ts";
import { foundOrganization } from "#lib/identity/found-organization.ts";
import { env } from "#lib/kernel/env.ts";

/**
 * Makes what must be there before the first sign-in: the organization, the standard server roles, with the local
 * identity provider its people, and when asked for the demonstration. Does nothing when all is there.
 */
export async function makeFirstRun(say: (words: string) => void): Promise<void> {
  const today = new Date();
  const ready = env().STEWARD_DEMO ? await readiness(today) : null;
  if (ready !== "start") {
    await makeBeginning();
    if (ready !== null && ready !== "made") say(WHY_NOT[ready]);
    return;
  }
  const walk = startWalk(today, HISTORY_DAYS);
  try {
    await addDemonstration(await makeBeginning(), walk, say);
  } finally {
    walk.end();
  }
}

async function makeBeginning(): Promise<string> {
  const slug = env().STEWARD_ORGANIZATION;
  const { organizationId } = await foundOrganization(slug, nameOf(slug));
  await addMissingServerRoles(organizationId);
  // The servers of the demonstration have addresses that nobody answers at.
  if (!env().STEWARD_DEMO) await addMissingSchedule(organizationId);
  if (env().STEWARD_LOCAL_IDENTITY) {
    await addMissingPeople(organizationId, await readPeople(process.env.IDENTITY_PEOPLE));
  }
  return organizationId;
}

function nameOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
