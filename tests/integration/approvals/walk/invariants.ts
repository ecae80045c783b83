import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { now } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { RequestState } from "#lib/kernel/generated/enums.ts";
import type { World } from "./world.ts";

const ENDED: readonly RequestState[] = ["rejected", "withdrawn", "expired", "applied"];

/** What has been seen of each request so far: what has ended stays as it ended. */
export type Seen = Map<string, { state: RequestState; decisions: number; grants: number }>;

/** What must hold after any step, in words where it does not. */
export async function broken(world: World, seen: Seen): Promise<string[]> {
  const { organizationId } = world.org;
  const requests = await inTenant(organizationId, "read", (tx) =>
    tx.request.findMany({
      include: { stages: true, decisions: true, items: true, grants: true, breakGlass: true },
    }),
  );
  const problems: string[] = [];
  for (const request of requests) {
    const { id, state, decisions, stages, grants } = request;
    const say = (what: string) => problems.push(`${request.title} (${state}): ${what}`);
    const approvals = decisions.filter(({ decision }) => decision === "approve");

    if (state === "approved") say("approved and not applied is never seen");
    for (const { deciderId, onBehalfOfId, decision } of decisions) {
      // Whoever gains by it may say no, for themselves.
      const gaining = decision === "approve" || onBehalfOfId !== null ? request.beneficiaryIds : [];
      const parties = [request.requesterId, ...gaining];
      if (parties.includes(deciderId)) say("its requester, or somebody who gains by it, decided");
      if (onBehalfOfId !== null && parties.includes(onBehalfOfId)) say("decided for somebody who may not");
    }
    for (const { position } of stages) {
      const voices = decisions.flatMap((one) =>
        one.stagePosition === position
          ? [one.deciderId, ...(one.onBehalfOfId === null ? [] : [one.onBehalfOfId])]
          : [],
      );
      if (new Set(voices).size < voices.length) say(`somebody has two voices in stage ${position}`);
    }
    if (request.breakGlass !== null) {
      problems.push(...(await wrongGlass(world, request, request.breakGlass.state)));
    } else if (state === "applied") {
      for (const { position, quorum } of stages) {
        const people = new Set(
          approvals.filter((one) => one.stagePosition === position).map((one) => one.deciderId),
        );
        if (people.size < quorum) say(`stage ${position} has ${people.size} of ${quorum}`);
      }
      if (stages.length === 0) say("nobody was asked");
      if (decisions.length > approvals.length) say("rejected and applied");
      if (grants.length !== request.items.length)
        say(`${grants.length} grants for ${request.items.length} items`);
      const shortest = Math.min(request.durationDays, ...approvals.flatMap((one) => one.durationDays ?? []));
      for (const grant of grants) {
        const days = (grant.expiresAt.getTime() - grant.grantedAt.getTime()) / 86_400_000;
        // A day of a calendar may have 25 hours.
        if (days > shortest + 1 / 24) say(`granted for ${days} days, approved for ${shortest}`);
      }
    } else if (grants.length > 0) say("granted without having been applied");
    if (request.needsDistinctPeople) {
      const people = decisions.map(({ deciderId }) => deciderId);
      if (new Set(people).size < people.length) say("somebody decided twice");
    }
    const before = seen.get(id);
    if (before !== undefined && ENDED.includes(before.state)) {
      if (before.state !== state) say(`ended as ${before.state} once`);
      if (before.decisions !== decisions.length) say("decided again after its end");
      if (before.grants !== grants.length) say("granted again after its end");
    }
    seen.set(id, { state, decisions: decisions.length, grants: grants.length });
    if (state === "pending") problems.push(...(await stuckInSilence(world, request)));
  }
  return problems;
}

/** Broken glass lasts a day at most, and what was cut or is overdue has nothing left. */
async function wrongGlass(
  world: World,
  request: {
    id: string;
    title: string;
    requesterId: string;
    grants: { state: string; grantedAt: Date; expiresAt: Date }[];
  },
  glass: string,
): Promise<string[]> {
  const say = (what: string) => [`${request.title} (glass ${glass}): ${what}`];
  for (const { grantedAt, expiresAt } of request.grants) {
    if (expiresAt.getTime() - grantedAt.getTime() > 24 * 3_600_000) return say("lasts longer than a day");
  }
  const isLeft = request.grants.some((grant) => grant.state === "active" && grant.expiresAt > now());
  if (isLeft && ["cut", "overdue", "unjustified"].includes(glass)) return say("something is left of it");
  const reviews = await inTenant(world.org.organizationId, "read", (tx) =>
    tx.breakGlassReview.findMany({ where: { requestId: request.id } }),
  );
  if (reviews.some(({ reviewerId }) => reviewerId === request.requesterId))
    return say("reviewed by its user");
  const people = new Set(reviews.map(({ reviewerId }) => reviewerId));
  if (["justified", "unjustified"].includes(glass) && people.size < 2) return say("closed by fewer than two");
  return [];
}

/** A request that waits has somebody who can move it, or says what it waits for; and it does not wait for ever. */
async function stuckInSilence(
  world: World,
  request: { id: string; title: string; expiresAt: Date },
): Promise<string[]> {
  if (request.expiresAt <= now()) return [];
  for (const actor of await world.everybody()) {
    const view = await getRequest(actor, { requestId: request.id });
    const isSaid = view.staleReason !== null || view.repair !== null || view.changesAsked !== null;
    if (view.allowed.approve === true || isSaid) return [];
  }
  return [`${request.title}: waits for nobody, and does not say so`];
}
