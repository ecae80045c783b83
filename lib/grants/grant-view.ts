import type { Actor } from "#lib/kernel/actor.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { Impact } from "#lib/kernel/generated/enums.ts";
import { actFacts } from "./act-facts.ts";
import { allowed, type GrantAllowed } from "./acts.ts";
import { findDriftReasons } from "./drift-store.ts";
import { type GrantedScope, scopeOf } from "./grant-facts.ts";
import { type GrantStatus, grantStatus } from "./model.ts";
import type { GrantViewRow } from "./view-store.ts";

export interface PersonView {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
}

/** A grant as people see it. Times are ISO 8601, UTC. */
export interface GrantView {
  id: string;
  kind: GrantViewRow["kind"];
  status: GrantStatus;
  stateReason: string | null;
  /** The person who suspended it; null where Steward did, and where it is not suspended. */
  suspendedBy: PersonView | null;
  /** What its tool can do; of access, what it was approved for; null where nothing says. */
  impact: Impact | null;
  /** What it could do, and where, when it was approved; null for what no request granted. */
  approvedFor: { impact: Impact; environment: GrantViewRow["server"]["environment"] } | null;
  server: { id: string; slug: string; name: string; environment: GrantViewRow["server"]["environment"] };
  tool: { id: string; name: string; state: string; impact: Impact } | null;
  toolDigest: string | null;
  serverDigest: string;
  scope: GrantedScope | null;
  /** An inactive one is denied, whatever its grants. */
  consumer: { id: string; slug: string; name: string; kind: string; isActive: boolean } | null;
  grantedAt: string;
  expiresAt: string;
  suspendedAt: string | null;
  revokedAt: string | null;
  /** The request that made it; null for what came from an import or a review. */
  request: {
    id: string;
    title: string;
    justification: string;
    requester: PersonView;
    approvals: {
      person: PersonView;
      /** Who was away, where it was given in their place. */
      onBehalfOf: { id: string; name: string } | null;
      reason: string;
      decidedAt: string;
    }[];
  } | null;
  originKind: GrantViewRow["originKind"];
  /** Why this exists, in one or two sentences. */
  why: string;
  allowed: GrantAllowed;
}

/** What may be done with a suspended one depends on what it is bound to still being there. */
export async function toGrantViews(
  tx: Tx,
  rows: readonly GrantViewRow[],
  actor: Actor,
  now: Date,
): Promise<GrantView[]> {
  const suspended = rows.filter(({ state }) => state === "suspended").map(({ id }) => id);
  const drift = await findDriftReasons(tx, suspended);
  return rows.map((row) => toGrantView(row, drift.get(row.id) ?? null, actor, now));
}

function toGrantView(row: GrantViewRow, driftReason: string | null, actor: Actor, now: Date): GrantView {
  const { server, tool, consumer, request } = row;
  return {
    id: row.id,
    kind: row.kind,
    status: grantStatus(row, now),
    stateReason: row.stateReason,
    suspendedBy: row.state === "suspended" ? row.suspendedBy : null,
    impact: tool?.reviewedImpact ?? row.approvedImpact,
    approvedFor:
      row.approvedImpact === null || row.approvedEnvironment === null
        ? null
        : { impact: row.approvedImpact, environment: row.approvedEnvironment },
    server: { id: server.id, slug: server.slug, name: server.name, environment: server.environment },
    tool: tool && { id: tool.id, name: tool.name, state: tool.state, impact: tool.reviewedImpact },
    toolDigest: row.toolDigest,
    serverDigest: row.serverDigest,
    scope: scopeOf(row),
    consumer: consumer && {
      id: consumer.id,
      slug: consumer.slug,
      name: consumer.name,
      kind: consumer.kind,
      isActive: consumer.deactivatedAt === null,
    },
    grantedAt: row.grantedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    request: request && {
      id: request.id,
      title: request.title,
      justification: request.justification,
      requester: request.requester,
      approvals: request.decisions.map(({ decider, onBehalfOf, reason, decidedAt }) => ({
        person: decider,
        onBehalfOf,
        reason,
        decidedAt: decidedAt.toISOString(),
      })),
    },
    originKind: row.originKind,
    why: whyItExists(row),
    allowed: allowed(
      actFacts({ ...row, requesterId: request?.requesterId ?? null }, driftReason),
      actor,
      now,
    ),
  };
}

const ORIGIN_WORDS: Readonly<Record<string, string>> = {
  import: "It was found in force when the server was imported.",
  review: "A review kept it.",
};

/** “Bea (for Ada, who was away)”. */
function approverInWords({ decider, onBehalfOf }: Pick<Decision, "decider" | "onBehalfOf">): string {
  return onBehalfOf === null ? decider.name : `${decider.name} (for ${onBehalfOf.name}, who was away)`;
}

type Decision = NonNullable<GrantViewRow["request"]>["decisions"][number];

function whyItExists({ request, originKind }: GrantViewRow): string {
  if (request === null) return ORIGIN_WORDS[originKind] ?? "Nothing on record says why.";
  if (originKind === "break_glass") {
    return `${request.requester.name} broke glass for it: “${request.justification}”. Nobody approved it; two others review it.`;
  }
  const asked =
    request.cause === "drift"
      ? "Steward asked again after a change."
      : `${request.requester.name} asked for it: “${request.justification}”.`;
  if (request.isAutomatic) return `${asked} The policy grants this without asking anybody.`;
  const approvers = request.decisions.map(approverInWords).join(" and ");
  const day = request.decisions.at(-1)?.decidedAt.toISOString().slice(0, 10);
  const on = day === undefined ? "an unknown date" : dayInWords(day);
  return `${asked} ${approvers || "Nobody on record"} approved it on ${on}.`;
}
