import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openSession } from "#lib/identity/commands/open-session.ts";
import { removeExpiredSessions } from "#lib/identity/commands/remove-expired-sessions.ts";
import { SESSION_HOURS } from "#lib/identity/model.ts";
import { runSweep } from "#lib/jobs/sweeps.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { hashSecret, newSecret } from "#lib/kernel/secrets.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";

const HOUR_MS = 3_600_000;

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const sweeper = () => systemActor(organization.organizationId, "session sweep");

/** A session each of the owner and the member that ended so many hours ago. */
async function sessionsEnded(hoursAgo: number, of = organization): Promise<void> {
  const restore = setClock(() => new Date(Date.now() - (SESSION_HOURS + hoursAgo) * HOUR_MS));
  for (const { userId } of [of.owner, of.member]) {
    const door = systemActor(of.organizationId, "sign-in");
    await openSession(door, { userId, tokenHash: hashSecret(newSecret("ses")) });
  }
  restore();
}

function countSessions(of = organization): Promise<number> {
  return inTenant(of.organizationId, "read", (tx) => tx.session.count());
}

describe("sessions that ended more than a day ago", () => {
  test("are removed by the hourly sweep, with their number in the trail", async () => {
    await sessionsEnded(25);
    await runSweep("remove-expired-sessions");
    expect(await countSessions()).toBe(0);
    expect(await latestEvents(organization.admin, 1)).toEqual(["session.expired_removed"]);
  });

  test("are removed once; the second time nothing is written", async () => {
    await sessionsEnded(25);
    expect(await removeExpiredSessions(sweeper(), {})).toEqual({ count: 2 });
    expect(await removeExpiredSessions(sweeper(), {})).toEqual({ count: 0 });
    const events = await latestEvents(organization.admin, 10);
    expect(events.filter((type) => type === "session.expired_removed")).toHaveLength(1);
  });

  test("of another organization, and those of today, stay", async () => {
    const other = await newOrganization();
    await sessionsEnded(25, other);
    await sessionsEnded(23);
    expect(await removeExpiredSessions(sweeper(), {})).toEqual({ count: 0 });
    expect(await countSessions(other)).toBe(2);
    expect(await countSessions()).toBe(2);
  });

  test("are removed by nobody but Steward", async () => {
    await expect(removeExpiredSessions(organization.admin, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
