import { allowed, currentStage, decide } from "#lib/approvals/model.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { listStuckToTell } from "#lib/approvals/queries/list-stuck-to-tell.ts";
import { isStuck } from "#lib/approvals/repair.ts";
import { type Gathered, gatherFacts } from "#lib/approvals/steps/gather-facts.ts";
import { loadRequest } from "#lib/approvals/store.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { Ground } from "./lay-state.ts";

/** Everybody with the roles they have in this state, signed in this moment; nobody who is inactive. */
async function signedIn({ organizationId, people }: Ground): Promise<PersonActor[]> {
  return inTenant(organizationId, "read", async (tx) => {
    const users = await tx.user.findMany({ where: { isActive: true }, select: { id: true } });
    const roles = await tx.roleAssignment.findMany();
    return people
      .filter(({ userId }) => users.some(({ id }) => id === userId))
      .map((person) => ({
        ...person,
        roles: roles.flatMap(({ userId, role }) => (userId === person.userId ? [role] : [])),
        authenticatedAt: now(),
      }));
  });
}

/** What the inbox, the facts of a decision, the sweep and the guards say otherwise of each other, in words. */
export async function disagreements(ground: Ground): Promise<{ problems: string[]; answerable: number }> {
  const { organizationId } = ground;
  const problems: string[] = [];
  const everybody = await signedIn(ground);
  const inboxes = new Map<string, Map<string, { mayOnlyReject: boolean; waitingFor: string | null }>>();
  for (const person of everybody) {
    const { items } = await listRequests(person, { view: "to-decide" });
    inboxes.set(person.userId, new Map(items.map((item) => [item.id, item])));
  }
  const stuck = await listStuckToTell(systemActor(organizationId, "test"), {});
  let answerable = 0;
  for (const [index, requestId] of ground.requestIds.entries()) {
    const say = (who: string, what: string) => problems.push(`request ${index + 1}, ${who}: ${what}`);
    const gathered = await inTenant(organizationId, "read", async (tx) =>
      gatherFacts(tx, await loadRequest(tx, organizationId, requestId), now()),
    );
    const { facts } = gathered;
    if (facts.staleReason !== null) say("nobody", `it is stale: ${facts.staleReason}`);
    const waits = currentStage(facts)?.position ?? null;
    const seen = await askDatabase(ground, requestId);
    if (seen.waiting !== waits) say("nobody", `stage ${waits} waits, the database says ${seen.waiting}`);
    const isCounted = facts.votes.filter(
      ({ deciderId, onBehalfOfId, isLapsed }) =>
        isLapsed !== true &&
        ![deciderId, onBehalfOfId].some((id) => id != null && (facts.uncountedIds ?? []).includes(id)),
    ).length;
    if (seen.counted !== isCounted)
      say("nobody", `${isCounted} votes count, the database says ${seen.counted}`);
    if (stuck.requestIds.includes(requestId) !== isStuck(facts))
      say("nobody", "stuck to one, not to the other");
    for (const { name, userId } of ground.people) {
      const isParty = (facts.uncountedIds ?? []).includes(userId);
      if (seen.parties.includes(userId) !== isParty) say(name, `party to the facts: ${isParty}`);
      const person = everybody.find((one) => one.userId === userId);
      const mayReject = person !== undefined && allowed(facts, person, now()).reject === true;
      const mayApprove = person !== undefined && allowed(facts, person, now()).approve === true;
      if (mayReject) answerable += 1;
      const row = inboxes.get(userId)?.get(requestId);
      if (person !== undefined && (row !== undefined) !== mayReject) say(name, `may answer: ${mayReject}`);
      if (row !== undefined && row.mayOnlyReject === mayApprove) say(name, `may approve: ${mayApprove}`);
      if (row !== undefined && row.waitingFor !== `Stage ${waits}`) say(name, `waits for ${row.waitingFor}`);
      const asked = { person, userId, name, mayReject, mayApprove };
      problems.push(...(await wrongGuards(ground, requestId, gathered, asked)));
    }
  }
  return { problems, answerable };
}

/** What the database itself says: of the stage that waits, the votes that count, and who is a party. */
async function askDatabase({ organizationId, people }: Ground, requestId: string) {
  return inTenant(organizationId, "read", async (tx) => {
    const key = [organizationId, requestId] as const;
    const [stage] = await tx.$queryRaw<{ position: number }[]>`
      select position from waiting_stage(${key[0]}::uuid, ${key[1]}::uuid) as w(position)`;
    const [votes] = await tx.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from counted_approval where request_id = ${requestId}::uuid`;
    const parties = await tx.$queryRaw<{ id: string }[]>`
      select id from unnest(${people.map(({ userId }) => userId)}::uuid[]) as p(id)
      where party_to_request(${key[0]}::uuid, ${key[1]}::uuid, id)`;
    return {
      waiting: stage?.position ?? null,
      counted: votes?.count ?? 0,
      parties: parties.map(({ id }) => id),
    };
  });
}

/**
 * Every answer that somebody could write past the command, against the one that the command would write for them. Whoever
 * gains by it may say no, and only that.
 */
async function wrongGuards(
  ground: Ground,
  requestId: string,
  { facts }: Gathered,
  asked: {
    person: PersonActor | undefined;
    userId: string;
    name: string;
    mayReject: boolean;
    mayApprove: boolean;
  },
): Promise<string[]> {
  const { organizationId, people } = ground;
  const verdict = asked.person && decide(facts, "reject", asked.person, now());
  const written = verdict?.ok
    ? `${verdict.stagePosition} ${verdict.onBehalfOf?.absentId ?? null}`
    : "not a vote of theirs";
  const away = (facts.absences ?? []).flatMap((one) =>
    one.delegateId === asked.userId ? [one.absentId] : [],
  );
  const places = [null, ...new Set([...away, people[0]?.userId ?? null])].filter((id) => id !== asked.userId);
  const taken: string[] = [];
  const approved: string[] = [];
  await inTenant(organizationId, "write", async (tx) => {
    async function takes(decision: string, at: number, absentId: string | null): Promise<boolean> {
      await tx.$executeRaw`savepoint before_vote`;
      const vote = tx.$executeRaw`insert into request_decision (organization_id, id, request_id, requester_id,
          stage_position, decider_id, on_behalf_of_id, decision, reason, decided_at)
        values (${organizationId}::uuid, gen_random_uuid(), ${requestId}::uuid, ${facts.requesterId}::uuid,
          ${at}, ${asked.userId}::uuid, ${absentId}::uuid, ${decision}::decision_kind, 'Weighed with care.', now())`;
      const isTaken = await vote.then(
        () => true,
        () => false,
      );
      await tx.$executeRaw`rollback to savepoint before_vote`;
      return isTaken;
    }
    for (const { position } of facts.stages) {
      for (const inPlaceOf of new Set(places)) {
        // What may not be rejected so may not be approved so.
        if (!(await takes("reject", position, inPlaceOf))) continue;
        taken.push(`${position} ${inPlaceOf}`);
        if (await takes("approve", position, inPlaceOf)) approved.push(`${position} ${inPlaceOf}`);
      }
    }
  });
  const isParty = (facts.uncountedIds ?? []).includes(asked.userId);
  if (isParty && approved.length > 0)
    return [`${asked.name}: gains by it, the guards take ${approved.join(", ")}`];
  if (asked.mayApprove && !approved.includes(written))
    return [`${asked.name}: may approve, the guards refuse it`];
  const isAsCommanded = asked.mayReject
    ? taken.includes(written) &&
      taken.every((vote) => vote.startsWith(`${verdict?.ok && verdict.stagePosition} `))
    : taken.length === 0;
  return isAsCommanded ? [] : [`${asked.name}: would write ${written}, the guards take ${taken.join(", ")}`];
}
