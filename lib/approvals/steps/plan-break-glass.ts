import { subHours } from "date-fns/subHours";
import { loadCutOff, loadRevokedByPeople } from "#lib/grants/steps/load-held.ts";
import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { peopleFrom, wantedBy } from "#lib/policy/approval/approvers-of.ts";
import type { BreakGlassTerms } from "#lib/policy/approval/policy-document.ts";
import { sourceKey } from "#lib/policy/approval/policy-problems.ts";
import { loadApprovalPolicy } from "#lib/policy/steps/load-approval-policy.ts";
import { cutOffInWords, type GlassAsk } from "../broken-glass.ts";
import { GLASS_WAITS_HOURS } from "../glass-after-revoking.ts";
import { findUnreviewedOf } from "../glass-store.ts";
import { findRejectedByPeople } from "../rejected-store.ts";
import { type Seat, seatsOf } from "../seats.ts";
import { answeringFor, type RequestPlan } from "./plan-request.ts";

export interface GlassPlan {
  ask: GlassAsk;
  terms: BreakGlassTerms | null;
  /** Who may review it: whoever would be asked, and whom the policy adds. */
  seats: Omit<Seat, "position">[];
  /** Who would be one of those, but gains by it: they may still say that it was not justified. */
  gainingSeats: Omit<Seat, "position">[];
  /** Whoever would be asked, reviews it, answers for the server or administers Steward. */
  toldIds: string[];
}

/** Works out what breaking glass for this would mean. Writes nothing. */
export async function planBreakGlass(
  { tx, actor, now }: QueryContext,
  plan: RequestPlan,
  person: PersonActor,
): Promise<GlassPlan> {
  const { policy } = await loadApprovalPolicy(tx);
  const terms = policy.breakGlass;
  const sources = wantedBy([...(terms?.from ?? []), ...(terms?.reviewFrom ?? [])]);
  const directory = await loadDirectory(tx, {
    ...sources,
    roles: [...new Set([...sources.roles, "admin" as const])],
    userIds: [...sources.userIds, ...(await answeringFor(tx, plan.server))],
  });
  const allowing = terms?.from.find((one) => peopleFrom([one], directory).includes(person.userId));
  const added = seatsOf([{ position: 0, from: terms?.reviewFrom ?? [] }], directory, plan.server, [
    person.userId,
  ]);
  const all = [...plan.seats, ...plan.gainingSeats, ...added].map(({ userId, source }) => ({
    userId,
    source,
  }));
  const gains = ({ userId }: { userId: string }) => plan.beneficiaryIds.includes(userId);
  const seats = all.filter((seat) => !gains(seat));
  const unreviewed = await findUnreviewedOf(tx, actor.organizationId, person.userId);
  const things = {
    toolIds: plan.tools.map(({ id }) => id),
    consumerIds: plan.consumers.map(({ id }) => id),
  };
  const cutOff = await loadCutOff(tx, plan.server.id, things);
  const revoked = await loadRevokedByPeople(tx, plan.server.id, things);
  const { organizationId } = actor;
  const since = subHours(now, GLASS_WAITS_HOURS);
  const rejected = await findRejectedByPeople(
    tx,
    { organizationId, serverId: plan.server.id, ...things },
    since,
  );
  const { ownerId, backupOwnerId } = plan.server;
  const told = [
    ...all.map(({ userId }) => userId),
    ...[ownerId, backupOwnerId].filter((id) => id !== null),
    ...(directory.roles.get("admin") ?? []),
  ];
  return {
    ask: {
      terms,
      source: allowing === undefined ? null : sourceKey(allowing),
      kind: plan.kind,
      impact: plan.impact,
      environment: plan.server.environment,
      isAutomatic: plan.route.isAutomatic,
      enabled: plan.tools.flatMap(({ name, state }) => (state === "enabled" ? [name] : [])),
      cutOff: cutOffInWords(cutOff),
      revoked,
      rejected,
      unreviewedHref: unreviewed === null ? null : `/approvals/${unreviewed}`,
      reviewerCount: new Set(seats.map(({ userId }) => userId)).size,
    },
    terms,
    seats,
    gainingSeats: all.filter(gains),
    toldIds: [...new Set(told)].filter((id) => id !== person.userId),
  };
}
