import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
} from "#tests/factories/governed-server.ts";
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

const seat = (requestId: string, userId: string, source: string) =>
  run(`insert into request_seat (organization_id, request_id, position, user_id, source, added_at)
    values ('${org.organizationId}', '${requestId}', 1, '${userId}', '${source}', now())`);

const vote = (
  requestId: string,
  by: PersonActor,
  { decision = "approve", stage = 1, at = "now()" }: { decision?: string; stage?: number; at?: string } = {},
) =>
  run(`insert into request_decision (organization_id, id, request_id, requester_id, stage_position, decider_id,
      decision, reason, decided_at)
    values ('${org.organizationId}', '${newId()}', '${requestId}', '${org.owner.userId}', ${stage}, '${by.userId}',
      '${decision}', 'Forged.', ${at})`);

const refused = (words: string) => ({ code: "refused", publicMessage: expect.stringContaining(words) });

describe("past the application, the database refuses", () => {
  it("a seat that the stage does not ask", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const { userId } = await newPerson(org.organizationId, "Mallory", ["member"]);
    await expect(seat(requestId, userId, `person:${userId}`)).rejects.toMatchObject(refused("whom it asks"));
    await expect(seat(requestId, userId, "owner")).rejects.toMatchObject(refused("whom it asks"));
    // What the stage does ask may be added, and holds only for who is one of those.
    await seat(requestId, userId, "role:approver");
    await expect(
      decideRequest(
        { ...org.member, userId },
        { requestId, decision: "approve", reason: "I have a seat, after all." },
      ),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("a vote after the time to answer, and one after a rejection", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await expect(vote(requestId, org.approver, { at: "now() + interval '90 days'" })).rejects.toMatchObject(
      refused("not waiting for this answer"),
    );
    await vote(requestId, org.approver, { decision: "reject" });
    await expect(vote(requestId, org.approver2)).rejects.toMatchObject(
      refused("not waiting for this answer"),
    );
  });

  it("a second grant of one approval", async () => {
    const requestId = await enableRefund(org, server);
    await run(`update grants set state = 'revoked', revoked_at = now() where request_id = '${requestId}'`);
    const again = run(`
      insert into grants (organization_id, id, kind, server_id, server_digest, consumer_id, state, origin_kind,
        request_id, granted_at, expires_at)
      select organization_id, gen_random_uuid(), kind, server_id, server_digest, consumer_id, 'active', origin_kind,
        request_id, now(), expires_at
      from grants where request_id = '${requestId}' and kind = 'access'`);
    await expect(again).rejects.toMatchObject(refused("granted already"));
  });

  it("access that nobody approved, whatever it says that it came from", async () => {
    for (const origin of ["import", "review"]) {
      const grant = run(`
        insert into grants (organization_id, id, kind, server_id, server_digest, consumer_id, state, origin_kind,
          granted_at, expires_at)
        select organization_id, gen_random_uuid(), 'access', id, identity_digest, '${server.consumerId}', 'active',
          '${origin}', now(), now() + interval '900 days'
        from server where id = '${server.serverId}'`);
      await expect(grant).rejects.toMatchObject(refused("approved request"));
    }
  });

  it("a request that says of itself that nobody is asked", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const forged = run(`
      insert into request (organization_id, id, server_id, requester_id, kind, cause, state, title, justification,
        duration_days, impact, environment, criticality, is_automatic, policy_snapshot, beneficiary_ids, submitted_at,
        expires_at)
      select organization_id, gen_random_uuid(), server_id, requester_id, kind, cause, 'pending', title, justification,
        duration_days, 'reads', 'staging', criticality, true, policy_snapshot, '{}', now(), now() + interval '9 days'
      from request where id = '${requestId}'`);
    await expect(forged).rejects.toMatchObject(refused("asks somebody about this"));
  });

  it("a tool that does more than its request says", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const { organizationId } = org;
    const lighter = newId();
    await run(`
      insert into request (organization_id, id, server_id, requester_id, kind, cause, state, title, justification,
        duration_days, impact, environment, criticality, policy_snapshot, beneficiary_ids, submitted_at, expires_at)
      select organization_id, '${lighter}', server_id, requester_id, kind, cause, 'pending', title, justification,
        duration_days, 'reads', environment, criticality, policy_snapshot, '{}', now(), now() + interval '9 days'
      from request where id = '${requestId}'`);
    const item = run(`
      insert into request_item (organization_id, id, request_id, kind, tool_id, tool_digest, server_digest)
      select '${organizationId}', gen_random_uuid(), '${lighter}', 'tool', tool_id, tool_digest, server_digest
      from request_item where request_id = '${requestId}' and kind = 'tool'`);
    await expect(item).rejects.toMatchObject(refused("does more than when this was asked"));
  });
});
