import type { ToolByGlass } from "#lib/grants/steps/load-held.ts";
import type { LongerGrant } from "#lib/grants/steps/load-longer-grants.ts";
import type { Successor } from "#lib/grants/steps/load-successors.ts";
import { definitionDiff } from "#lib/inventory/definition-diff.ts";
import type { DiffLine } from "#lib/inventory/diff-line.ts";
import type { ToolFacts } from "#lib/inventory/facts.ts";
import { displayWarnings, type ToolDefinition } from "#lib/inventory/tool-definition.ts";
import type { Actor } from "#lib/kernel/actor.ts";
import { shortenedBefore } from "./approved-before.ts";
import type { ApprovedBeforeRow } from "./approved-before-store.ts";
import { isLapsed } from "./counted.ts";
import { eligibleNow } from "./eligible.ts";
import { isEscalated } from "./escalation.ts";
import type { GlassView } from "./glass-view.ts";
import { allowed, currentStage, decide, isExpired } from "./model.ts";
import { whyLapsed, whyUncounted } from "./parties.ts";
import type { findConsumers } from "./people-store.ts";
import type { ReachedTools } from "./reach-store.ts";
import type { RemarkRow } from "./remark-store.ts";
import { toRemarkView, toReplacedView } from "./replaced-view.ts";
import type { Replacements } from "./replacement-store.ts";
import type { Route } from "./route.ts";
import type { Gathered } from "./steps/gather-facts.ts";
import type { findGrantsOf, RequestRow } from "./store.ts";
import { absentInWords } from "./voice.ts";
import { approvedDays } from "./vote-terms.ts";

interface Parts {
  request: RequestRow;
  gathered: Gathered;
  consumers: Awaited<ReturnType<typeof findConsumers>>;
  reached: ReachedTools;
  grants: Awaited<ReturnType<typeof findGrantsOf>>;
  /** What is in force in the place of those that ended, by the ended one's id. */
  successors: ReadonlyMap<string, Successor>;
  /** While it waits: what is in force for longer than this would be. */
  longer: readonly LongerGrant[];
  /** While it waits: which of its tools are in force by breaking glass. */
  byGlass: readonly ToolByGlass[];
  remarks: readonly RemarkRow[];
  replacements: Replacements;
  before: readonly ApprovedBeforeRow[];
  breakGlass: GlassView | null;
  /** Null while those who were asked can answer it; else whether this person may find others, or why not. */
  repair: null | true | string;
  actor: Actor;
  now: Date;
}

export type RequestView = ReturnType<typeof toRequestView>;

/** A request as a decision page shows it, in the page's order. Times are ISO 8601, UTC. */
export function toRequestView({
  request,
  gathered,
  consumers,
  reached,
  grants,
  successors,
  byGlass,
  longer,
  remarks,
  replacements,
  before,
  breakGlass,
  repair,
  actor,
  now,
}: Parts) {
  const { server, facts } = gathered;
  const isOver = request.state === "pending" && isExpired(request, now);
  // Written by openRequest and never changed since: the database lets nobody.
  const policy = request.policySnapshot as unknown as Route;
  return {
    id: request.id,
    version: request.version,
    title: request.title,
    kind: request.kind,
    cause: request.cause,
    state: isOver ? ("expired" as const) : request.state,
    stateReason: request.stateReason,
    changesAsked: request.state === "pending" ? changesAsked(remarks) : null,
    /** What people said besides their votes, in the order of time. */
    remarks: remarks.map(toRemarkView),
    /** The request whose place this one took, with the answers that do not count here. */
    replaces: replacements.before === null ? null : toReplacedView(replacements.before, request),
    replacedBy: replacements.after,
    staleReason: request.state === "pending" ? facts.staleReason : null,
    impact: request.impact,
    environment: request.environment,
    durationDays: request.durationDays,
    /** The shortest that an approver gave, or as it was asked. */
    approvedDays: approvedDays(request),
    /** Whether an approval in the stage that waits wants a reason. */
    needsReason:
      currentStage({ ...request, votes: facts.votes, uncountedIds: facts.uncountedIds ?? [] })?.needsReason ??
      true,
    server: {
      id: server.id,
      slug: server.slug,
      name: server.name,
      purpose: server.purpose,
      state: server.state,
      environment: server.environment,
      criticality: server.criticality,
      dataClasses: gathered.dataClasses,
    },
    tools: request.items.flatMap((item) => toToolView(item, gathered.tools, byGlass)),
    consumers,
    carriesOn: toCarriedOn(request, consumers),
    /** What an approval would end sooner than it ends now. */
    cutShort: longer.map(({ id, name, expiresAt }) => ({ id, name, expiresAt: expiresAt.toISOString() })),
    /** Where approvers gave less time than was asked for what it would carry on. */
    shortenedBefore: shortenedBefore(before),
    scopes: gathered.scopes,
    /** What is enabled, and goes on with the scopes that are asked for. */
    toolsInForce: gathered.toolsInForce,
    /** While it waits and lets a consumer in: what that could call by now, besides the tools that are asked for. */
    toolsReached: reached.filter(({ id }) => !request.items.some(({ toolId }) => toolId === id)),
    requester: request.requester,
    justification: request.justification,
    policy: {
      version: policy.policyVersion,
      ruleIds: policy.ruleIds,
      words: policy.words,
      maxDurationDays: policy.maxDurationDays,
    },
    isAutomatic: request.isAutomatic,
    /** Null but for what took effect at once. */
    breakGlass,
    stages: toStages(request, gathered),
    repair,
    /** Stages that ask this person: whoever repairs a request counts in none of them from then on. */
    stagesThatAskYou: facts.stages.flatMap(({ name, seatIds }) =>
      actor.kind === "person" && seatIds.includes(actor.userId) ? [name] : [],
    ),
    needsFreshSignIn: needsFreshSignIn(gathered, actor, now),
    eligibleApprovers: request.state === "pending" ? eligibleNow(gathered, now) : [],
    allowed: allowed(facts, actor, now),
    answersFor: answersFor(gathered, actor, now),
    grants: grants.map((grant) => ({
      id: grant.id,
      kind: grant.kind,
      name: grant.tool?.name ?? grant.consumer?.name ?? grant.scopeName ?? "",
      state: grant.state,
      stateReason: grant.stateReason,
      expiresAt: grant.expiresAt.toISOString(),
      /** What stands in its place where it ended; null where nothing does. */
      inItsPlace: toInItsPlace(successors.get(grant.id), now),
    })),
    submittedAt: request.submittedAt?.toISOString() ?? null,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    expiresAt: request.expiresAt.toISOString(),
  };
}

function changesAsked(remarks: readonly RemarkRow[]) {
  const remark = remarks.find(({ kind }) => kind === "changes_asked");
  return remark === undefined ? null : toRemarkView(remark);
}

/** The grants it would carry on, and when each would end without it; empty for other kinds. */
function toCarriedOn(request: RequestRow, consumers: Parts["consumers"]) {
  return request.items.flatMap(({ id, definition, consumerId, scopeName, grantId, grant }) => {
    if (grant === null) return [];
    const consumer = consumers.find((one) => one.id === consumerId);
    // It was a tool definition when it was frozen.
    const tool = definition as unknown as ToolDefinition | null;
    const name = consumer?.name ?? tool?.name ?? scopeName ?? "";
    return [{ id, grantId, name, expiresAt: grant.expiresAt.toISOString() }];
  });
}

function toInItsPlace(successor: Successor | undefined, now: Date) {
  if (successor === undefined || successor.state !== "active" || successor.expiresAt <= now) return null;
  const { requestId, isByGlass, expiresAt } = successor;
  return { requestId, isByGlass, expiresAt: expiresAt.toISOString() };
}

function toToolView(
  item: RequestRow["items"][number],
  tools: readonly ToolFacts[],
  byGlass: readonly ToolByGlass[],
) {
  const tool = tools.find((one) => one.id === item.toolId);
  if (tool === undefined) return [];
  // Both were tool definitions when they were frozen.
  const asked = item.definition as unknown as ToolDefinition;
  const before = item.previousDefinition as unknown as ToolDefinition | null;
  const glass = byGlass.find(({ toolId }) => toolId === tool.id);
  const diff: DiffLine[] | null = before === null ? null : definitionDiff(before, asked);
  return [
    {
      id: tool.id,
      name: asked.name,
      state: tool.state,
      impact: tool.reviewedImpact,
      claimedImpact: tool.claimedImpact,
      impactReasons: tool.impactReasons,
      digest: item.toolDigest,
      definition: asked,
      /** Text in it that a person cannot see or may misread. */
      warnings: displayWarnings(asked),
      /** Against what was approved last, or what was asked before it changed; null when there was nothing. */
      diff,
      /** Where it is in force by breaking glass now: approved by nobody. */
      byGlass:
        glass === undefined ? null : { requestId: glass.requestId, expiresAt: glass.expiresAt.toISOString() },
      isChanged: diff?.some((line) => line.kind !== "same") ?? false,
    },
  ];
}

/** “Ada, who is away until 3 December 2026”: in whose place this person would answer; null for their own. */
function answersFor({ facts }: Gathered, actor: Actor, now: Date): string | null {
  const verdict = decide(withoutStepUp(facts), "approve", actor, now);
  return verdict.ok && verdict.onBehalfOf !== null ? absentInWords(verdict.onBehalfOf) : null;
}

/** Whether only a fresh sign-in stands between this person and their vote. */
function needsFreshSignIn({ facts }: Gathered, actor: Actor, now: Date): boolean {
  return !decide(facts, "approve", actor, now).ok && decide(withoutStepUp(facts), "approve", actor, now).ok;
}

function withoutStepUp(facts: Gathered["facts"]): Gathered["facts"] {
  return { ...facts, stages: facts.stages.map((stage) => ({ ...stage, needsStepUp: false })) };
}

function toStages(request: RequestRow, { facts, seats, parties }: Gathered) {
  const waiting =
    request.state === "pending"
      ? currentStage({ ...request, votes: facts.votes, uncountedIds: facts.uncountedIds ?? [] })
      : null;
  return request.stages.map(({ remindedAt, escalatedAt, ...stage }) => ({
    ...stage,
    remindedAt: remindedAt?.toISOString() ?? null,
    /** When others were asked, as nobody had answered, and who they are; null as long as that has not happened. */
    escalated: escalatedAt && {
      at: escalatedAt.toISOString(),
      people: [
        ...new Set(
          seats.flatMap((seat) => (seat.position === stage.position && isEscalated(seat) ? [seat.name] : [])),
        ),
      ],
    },
    words: facts.stages.find(({ position }) => position === stage.position)?.words ?? stage.name,
    isCurrent: stage.position === waiting?.position,
    votes: request.decisions
      .filter((vote) => vote.stagePosition === stage.position)
      .map((vote) => ({ ...vote, lapsed: isLapsed(vote, seats) }))
      .map(({ decider, onBehalfOf, decision, reason, durationDays, decidedAt, lapsed }) => ({
        person: decider,
        /** While it waits: why an approval counts no more, in words. */
        uncounted:
          request.state === "pending" && decision === "approve"
            ? (whyUncounted(onBehalfOf === null ? [decider] : [decider, onBehalfOf], parties) ??
              (lapsed ? whyLapsed(decider, onBehalfOf) : null))
            : null,
        /** Who was away, where it was given in their place. */
        onBehalfOf: onBehalfOf && { id: onBehalfOf.id, name: onBehalfOf.name },
        decision,
        reason,
        /** Where the approver gave less time than there was. */
        durationDays,
        decidedAt: decidedAt.toISOString(),
      })),
  }));
}
