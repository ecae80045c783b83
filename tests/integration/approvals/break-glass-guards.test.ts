import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { inTenant } from "#lib/kernel/db.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import { askForRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

/** As the application's role, past the application. */
const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
const refusedBecause = (words: string) => ({
  code: "refused",
  publicMessage: expect.stringContaining(words),
});

const use = (requestId: string, change: { userId?: string; source?: string; hours?: number } = {}) => {
  const { userId = org.owner.userId, source = `person:${userId}`, hours = 4 } = change;
  return `insert into break_glass
    (organization_id, request_id, user_id, source, reason, hours, review_hours, review_from, used_at, ends_at)
    values ('${org.organizationId}', '${requestId}', '${userId}', '${source}', 'Because.', ${hours}, 24, '[]',
      '2020-01-01', '2090-01-01')`;
};
const review = (requestId: string, reviewerId: string, verdict = "justified") =>
  `insert into break_glass_review (organization_id, request_id, user_id, reviewer_id, verdict, reason, reviewed_at)
   values ('${org.organizationId}', '${requestId}', '${org.owner.userId}', '${reviewerId}', '${verdict}', 'Seen.', now())`;
const move = (requestId: string, state: string) =>
  `update break_glass set state = '${state}', cut_at = now(),
     closed_at = case when '${state}' in ('justified', 'unjustified') then now() end
   where request_id = '${requestId}'`;
const grant = (requestId: string, ends: string, origin = "break_glass") =>
  `insert into grants (organization_id, id, kind, server_id, server_digest, consumer_id, state, origin_kind,
     request_id, granted_at, expires_at)
   select organization_id, gen_random_uuid(), 'access', id, identity_digest, '${server.consumerId}', 'active',
     '${origin}', '${requestId}', now(), now() + interval '${ends}' from server where id = '${server.serverId}'`;

describe("past the application, breaking glass", () => {
  it("is refused while the policy has it off, to others than it names, and for longer than it says", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await expect(run(use(requestId))).rejects.toMatchObject(refusedBecause("does not let you"));
    await glassInForce(org, { from: [{ kind: "role", role: "admin" }], hoursMax: 3 });
    await expect(run(use(requestId))).rejects.toMatchObject(refusedBecause("does not let you"));
    // A role that they do not hold.
    await expect(run(use(requestId, { source: "role:admin", hours: 1 }))).rejects.toMatchObject(
      refusedBecause("does not let you"),
    );
    await glassInForce(org, { hoursMax: 3 });
    await expect(run(use(requestId))).rejects.toMatchObject(refusedBecause("does not let you"));
    await expect(run(use(requestId, { hours: 25 }))).rejects.toMatchObject({ code: "refused" });
    await glassInForce(org, { impacts: ["reads"] });
    await expect(run(use(requestId))).rejects.toMatchObject(refusedBecause("does not let you"));
    await glassInForce(org);
    await run(use(requestId));
  });

  it("is timed by the database, whatever times are given", async () => {
    await glassInForce(org);
    const { requestId } = await askForRefund(org.owner, server);
    await run(use(requestId));
    const [row] = await inTenant(
      org.organizationId,
      "read",
      (tx) => tx.$queryRaw<{ isTimed: boolean }[]>`
        select used_at between now() - interval '1 minute' and now() and ends_at = used_at + interval '4 hours'
          as "isTimed" from break_glass`,
    );
    expect(row).toEqual({ isTimed: true });
  });

  it("is refused while an earlier one of theirs is unreviewed", async () => {
    await glassInForce(org);
    await breakForRefund(org.owner, server, { toolIds: [] });
    const { requestId } = await askForRefund(org.owner, server);
    await expect(run(use(requestId))).rejects.toMatchObject({
      code: expect.stringMatching(/refused|conflict/),
    });
  });

  it("grants nothing for longer than a day, than it lasts, or than its request names", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server, { consumerIds: [] });
    // Not among what it asked for.
    await expect(run(grant(requestId, "1 hour"))).rejects.toMatchObject(
      refusedBecause("exactly what was asked"),
    );
    const waiting = await askForRefund(org.owner, server);
    await expect(run(grant(waiting.requestId, "1 hour"))).rejects.toMatchObject(
      refusedBecause("exactly what was asked"),
    );
    await run(`update grants set state = 'revoked', revoked_at = now() where request_id = '${requestId}'`);
    await expect(run(grant(requestId, "25 hours"))).rejects.toMatchObject({ code: "refused" });
    await expect(run(grant(requestId, "1 hour", "approval"))).rejects.toMatchObject(
      refusedBecause("granted already"),
    );
  });

  it("is kept to its hours when a grant of it is stretched", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server, { toolIds: [] });
    await expect(run(grant(requestId, "5 hours"))).rejects.toMatchObject({ code: "refused" });
    await expect(
      run(`update grants set expires_at = expires_at + interval '1 day' where request_id = '${requestId}'`),
    ).rejects.toThrow();
  });
});

describe("past the application, a review", () => {
  it("is refused of whoever used it, gains by it, or was not asked, and twice by one", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server);
    await expect(run(review(requestId, org.owner.userId))).rejects.toMatchObject({ code: "refused" });
    await expect(run(review(requestId, org.member.userId))).rejects.toMatchObject({ code: "refused" });
    const late = await newPerson(org.organizationId, "Late", ["approver"]);
    await expect(run(review(requestId, late.userId))).rejects.toMatchObject({ code: "refused" });
    await run(review(requestId, org.approver.userId));
    await expect(run(review(requestId, org.approver.userId))).rejects.toMatchObject({ code: "conflict" });
  });

  it("gives nobody a seat who used it or gains by it", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server);
    for (const { userId } of [org.owner, org.member]) {
      await expect(
        run(`insert into break_glass_seat (organization_id, request_id, user_id, source, added_at)
             values ('${org.organizationId}', '${requestId}', '${userId}', 'person:${userId}', now())`),
      ).rejects.toMatchObject({ code: "refused" });
    }
  });

  it("is not closed by fewer than two, against what they said, or opened again", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server);
    await expect(run(move(requestId, "justified"))).rejects.toMatchObject(refusedBecause("Two others"));
    await run(review(requestId, org.approver.userId));
    await expect(run(move(requestId, "justified"))).rejects.toMatchObject(refusedBecause("Two others"));
    await run(review(requestId, org.approver2.userId));
    await expect(run(move(requestId, "unjustified"))).rejects.toMatchObject(refusedBecause("Two others"));
    await run(move(requestId, "justified"));
    await expect(run(move(requestId, "open"))).rejects.toMatchObject({ code: "refused" });
    await expect(run(`delete from break_glass_review where request_id = '${requestId}'`)).rejects.toThrow();
    await expect(
      run(`update break_glass set hours = 24 where request_id = '${requestId}'`),
    ).rejects.toThrow();
  });

  it("cuts only where nothing is left that it granted", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server);
    await run(review(requestId, org.approver.userId, "not_justified"));
    await expect(run(move(requestId, "cut"))).rejects.toMatchObject(refusedBecause("revoked first"));
    await expect(run(move(requestId, "overdue"))).rejects.toMatchObject(refusedBecause("revoked first"));
    await run(`update grants set state = 'revoked', revoked_at = now() where request_id = '${requestId}'`);
    await run(move(requestId, "cut"));
    // And nothing new after it.
    await expect(run(grant(requestId, "1 hour"))).rejects.toMatchObject({ code: "refused" });
  });

  it("is of one's own organization", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server);
    const other = await newOrganization();
    const seen = await inTenant(other.organizationId, "write", (tx) =>
      tx.$executeRawUnsafe(`update break_glass set version = 9 where request_id = '${requestId}'`),
    );
    expect(seen).toBe(0);
  });
});
