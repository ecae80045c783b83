/**
 * Decisions: may this consumer call this tool, now?
 *
 * Owns: the answer, and the reason for every no.
 * Promises: the answer is no unless every single thing that a yes needs is there (product rule 4).
 * Refuses to know: how grants come to be, what anybody typed about them (answers leave the house), and how the question travelled here.
 */
import type {
  ConsumerKind,
  Criticality,
  Environment,
  GrantState,
  Impact,
  ServerState,
  ToolState,
} from "#lib/kernel/generated/enums.ts";
import { type ApprovedFor, beyondApproved, isGraver, isOutgrown } from "./approved-for.ts";
import type { AccessQuestion } from "./input.ts";
import type { ReasonCode } from "./reason-codes.ts";

export interface GrantSnapshot {
  state: GrantState;
  /** Milliseconds since 1970; not a number when it cannot be read. */
  grantedAt: number;
  expiresAt: number;
  toolDigest: string | null;
  serverDigest: string;
  /** What it was approved for; null where nothing was asked, as for what was there before Steward. */
  approved: ApprovedFor | null;
}

export interface ServerSnapshot {
  slug: string;
  name: string;
  state: ServerState;
  identityDigest: string;
  environment: Environment;
  criticality: Criticality;
  /** Its own, and those of the systems it reaches. */
  dataClasses: readonly string[];
}

/** What is on record about the things a question names; null for what is not there. */
export interface Snapshot {
  server: ServerSnapshot | null;
  tool: {
    id: string;
    name: string;
    state: ToolState;
    digest: string;
    reviewedImpact: Impact;
  } | null;
  consumer: { id: string; name: string; kind: ConsumerKind; isActive: boolean } | null;
  toolGrant: GrantSnapshot | null;
  accessGrant: GrantSnapshot | null;
}

export interface Answer {
  decision: boolean;
  reason: { code: ReasonCode; words: string };
  /** The page of Steward where this can be asked for; only on a no that asking could turn. */
  requestPath?: string;
}

export function deny(code: ReasonCode, words: string): Answer {
  return { decision: false, reason: { code, words } };
}

/** The one action that is decided; listing and everything else is denied. */
const TOOL_CALL = "tools/call";
const SUBJECT_TYPES = ["consumer", "agent", "application", "service", "user", "group", "identity"];
/** Subject types that name a consumer of any kind; the others name its kind as well. */
const ANY_KIND = ["consumer", "identity"];

export interface Target {
  serverSlug: string;
  toolName: string;
}

/** What a question is about: "<server>/<tool>", or the tool's name with `properties.server`. Null when it is neither. */
export function targetOf({ resource }: AccessQuestion): Target | null {
  const named = resource.properties?.server;
  if (typeof named === "string" && named !== "") return { serverSlug: named, toolName: resource.id };
  const slash = resource.id.indexOf("/");
  if (slash < 1 || slash === resource.id.length - 1) return null;
  return { serverSlug: resource.id.slice(0, slash), toolName: resource.id.slice(slash + 1) };
}

/**
 * Yes only if the server is in use, the tool enabled and both grants in force on exactly what is there now. `now` is in
 * milliseconds since 1970.
 */
export function evaluate(snapshot: Snapshot, question: AccessQuestion, now: number): Answer {
  return (
    checkQuestion(question, now) ??
    checkServer(snapshot) ??
    withRequest(checkTool(snapshot) ?? checkToolGrant(snapshot, now), snapshot, question, now) ??
    checkConsumer(snapshot, question) ??
    withRequest(checkAccess(snapshot, now), snapshot, question, now) ??
    granted(snapshot)
  );
}

/** What a new approval changes. A tool that waits for one is asked for already; what is suspended, people look at. */
const ASKING_HELPS: ReadonlySet<ReasonCode> = new Set([
  "tool_not_enabled",
  "tool_disabled",
  "tool_not_granted",
  "tool_grant_expired",
  "tool_grant_revoked",
  "tool_changed",
  "server_changed",
  "no_access",
  "access_expired",
  "access_revoked",
  "access_server_changed",
]);

/** Adds to a no where a person can ask for what is missing, with the form filled in: the tool, the consumer, or both. */
function withRequest(
  answer: Answer | null,
  snapshot: Snapshot,
  question: AccessQuestion,
  now: number,
): Answer | null {
  const { server, tool, consumer } = snapshot;
  if (answer === null || server === null || !ASKING_HELPS.has(answer.reason.code)) return answer;
  const needsTool = tool !== null && (checkTool(snapshot) ?? checkToolGrant(snapshot, now)) !== null;
  const needsAccess =
    consumer !== null && checkConsumer(snapshot, question) === null && checkAccess(snapshot, now) !== null;
  const search = [
    ...(needsTool ? [`tools=${tool.id}`] : []),
    ...(needsAccess ? [`consumers=${consumer.id}`] : []),
  ];
  return { ...answer, requestPath: `/servers/${server.slug}/request?${search.join("&")}` };
}

function checkQuestion(question: AccessQuestion, now: number): Answer | null {
  if (question.action.name !== TOOL_CALL) {
    return deny("unknown_action", `Only the action ${TOOL_CALL} is ever allowed.`);
  }
  if (question.resource.type !== "tool") {
    return deny("unknown_resource_type", "Only resources of the type tool are ever allowed.");
  }
  if (targetOf(question) === null) {
    return deny("malformed_resource", "Name the tool as server/tool, or give the server in its properties.");
  }
  if (!SUBJECT_TYPES.includes(question.subject.type)) {
    return deny("unknown_subject_type", `A subject is one of: ${SUBJECT_TYPES.join(", ")}.`);
  }
  if (Number.isNaN(now)) return deny("unreadable_clock", "The clock makes no sense right now.");
  return null;
}

function checkServer({ server }: Snapshot): Answer | null {
  if (server === null) return deny("unknown_server", "There is no such server.");
  switch (server.state) {
    case "registered":
    case "active":
      return null;
    case "discovered":
      return deny("server_not_registered", `${server.name} is not registered.`);
    case "suspended":
      return deny("server_suspended", `${server.name} is suspended.`);
    case "revoked":
      return deny("server_revoked", `${server.name} is revoked.`);
    case "retired":
      return deny("server_retired", `${server.name} is retired.`);
    default:
      return deny("server_not_registered", `${server.name} is in an unknown state.`);
  }
}

function checkTool({ tool }: Snapshot): Answer | null {
  if (tool === null) return deny("unknown_tool", "The server offers no such tool.");
  switch (tool.state) {
    case "enabled":
      return null;
    case "discovered":
      return deny("tool_not_enabled", `Nobody has approved ${tool.name} yet.`);
    case "pending":
      return deny("tool_pending", `${tool.name} waits for a decision.`);
    case "suspended":
      return deny("tool_suspended", `${tool.name} is suspended.`);
    case "disabled":
      return deny("tool_disabled", `${tool.name} is disabled.`);
    case "removed":
      return deny("tool_removed", `The server no longer offers ${tool.name}.`);
    default:
      return deny("tool_not_enabled", `${tool.name} is in an unknown state.`);
  }
}

function checkToolGrant({ server, tool, toolGrant }: Snapshot, now: number): Answer | null {
  const name = tool?.name ?? "The tool";
  if (toolGrant === null) return deny("tool_not_granted", `No grant enables ${name}.`);
  const ended = checkTerms(toolGrant, now, TOOL_TERMS, name);
  if (ended !== null) return ended;
  if (toolGrant.toolDigest === null || toolGrant.toolDigest !== tool?.digest) {
    return deny("tool_changed", `${name} changed after it was approved.`);
  }
  if (toolGrant.serverDigest !== server?.identityDigest) {
    return deny("server_changed", "The server's connection or scopes changed after the tool was approved.");
  }
  const { approved } = toolGrant;
  if (isGraver(tool, approved)) {
    return deny("tool_changed", `The impact of ${name} is higher than when it was approved.`);
  }
  const beyond = beyondApproved(server, approved);
  return beyond === null ? null : deny("server_changed", `${beyond} when ${name} was approved.`);
}

function checkConsumer({ consumer }: Snapshot, { subject }: AccessQuestion): Answer | null {
  const isAsked = ANY_KIND.includes(subject.type) || subject.type === consumer?.kind;
  if (consumer === null || !isAsked) return deny("unknown_consumer", "There is no such consumer.");
  if (consumer.isActive !== true) return deny("consumer_inactive", `${consumer.name} is inactive.`);
  return null;
}

function checkAccess({ server, tool, consumer, accessGrant }: Snapshot, now: number): Answer | null {
  const who = consumer?.name ?? "This consumer";
  if (accessGrant === null) return deny("no_access", `${who} has no access to this server.`);
  const ended = checkTerms(accessGrant, now, ACCESS_TERMS, who);
  if (ended !== null) return ended;
  if (accessGrant.serverDigest !== server?.identityDigest) {
    return deny(
      "access_server_changed",
      `The server's connection or scopes changed after ${who} was let in.`,
    );
  }
  if (isOutgrown(tool, accessGrant.approved)) {
    return deny("access_server_changed", `${who} was let in without asking anybody, to tools that do less.`);
  }
  const beyond = beyondApproved(server, accessGrant.approved);
  return beyond === null ? null : deny("access_server_changed", `${beyond} when ${who} was let in.`);
}

interface Terms {
  what: string;
  codes: Record<"revoked" | "suspended" | "expired" | "notStarted", ReasonCode>;
}

const TOOL_TERMS: Terms = {
  what: "The approval of",
  codes: {
    revoked: "tool_grant_revoked",
    suspended: "tool_grant_suspended",
    expired: "tool_grant_expired",
    notStarted: "tool_grant_not_started",
  },
};

const ACCESS_TERMS: Terms = {
  what: "The access of",
  codes: {
    revoked: "access_revoked",
    suspended: "access_suspended",
    expired: "access_expired",
    notStarted: "access_not_started",
  },
};

/** Null only for what is active and in its time, and then no words are made. Comparisons with an invalid date deny. */
function checkTerms(grant: GrantSnapshot, now: number, terms: Terms, whose: string): Answer | null {
  const { codes } = terms;
  if (grant.state === "active" && now < grant.expiresAt && grant.grantedAt <= now + CLOCK_SKEW_MS)
    return null;
  const what = `${terms.what} ${whose}`;
  if (grant.state === "revoked") return deny(codes.revoked, `${what} was revoked.`);
  if (!(now < grant.expiresAt)) {
    return deny(codes.expired, `${what} ended at ${isoTime(grant.expiresAt)}.`);
  }
  if (!(grant.grantedAt <= now + CLOCK_SKEW_MS)) {
    return deny(codes.notStarted, `${what} starts at ${isoTime(grant.grantedAt)}.`);
  }
  return deny(codes.suspended, `${what} is suspended.`);
}

/** Processes on several machines do not agree to the millisecond on what time it is. */
const CLOCK_SKEW_MS = 60_000;

function isoTime(time: number): string {
  return Number.isNaN(time) ? "an unreadable time" : new Date(time).toISOString();
}

function granted({ tool, consumer, toolGrant, accessGrant }: Snapshot): Answer {
  const until = isoTime(Math.min(toolGrant?.expiresAt ?? Number.NaN, accessGrant?.expiresAt ?? Number.NaN));
  const words = `${consumer?.name} may call ${tool?.name} until ${until}.`;
  return { decision: true, reason: { code: "granted", words } };
}
