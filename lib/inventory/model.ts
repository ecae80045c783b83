/**
 * Inventory owns servers and what is known of them: tools, scopes, credentials, consumers, ownership.
 * It promises one record per real server, an owner for each, and that a tool's digest changes exactly when an approval
 * of it no longer holds. It refuses to know who approved what, and never sees a credential's value.
 */
import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";
import type {
  ConsumerKind,
  CredentialKeptIn,
  CredentialKind,
  CredentialState,
  Criticality,
  Environment,
  ScopeBreadth,
  ServerState,
  ToolState,
  Transport,
} from "../kernel/generated/enums.ts";
import { type Permission, permitted } from "../kernel/permissions.ts";

/** A list that must name every member of the database's enum: one added there and not here does not compile. */
const every =
  <Member extends string>() =>
  <const List extends readonly Member[]>(
    list: [Member] extends [List[number]] ? List : readonly Exclude<Member, List[number]>[],
  ): List =>
    list as List; // the conditional type above is List whenever the call compiles

export const ENVIRONMENTS = every<Environment>()(["development", "staging", "production"]);
export const TRANSPORTS = every<Transport>()(["stdio", "streamable_http", "sse"]);
export const CRITICALITIES = every<Criticality>()(["low", "medium", "high", "critical"]);
export const SERVER_STATES = every<ServerState>()([
  "discovered",
  "registered",
  "active",
  "suspended",
  "revoked",
  "retired",
]);
export const TOOL_STATES = every<ToolState>()([
  "discovered",
  "pending",
  "enabled",
  "suspended",
  "disabled",
  "removed",
]);
/** From narrow to wide: the position is the rank. */
export const SCOPE_BREADTHS = every<ScopeBreadth>()(["narrow", "broad", "wildcard"]);
export const CREDENTIAL_KINDS = every<CredentialKind>()([
  "oauth_client",
  "personal_access_token",
  "api_key",
  "static_bearer",
  "certificate",
  "workload_identity",
  "password",
]);
export const CREDENTIAL_KEPT_IN = every<CredentialKeptIn>()([
  "configuration",
  "secret_manager",
  "environment",
  "platform",
  "unknown",
]);
export const CREDENTIAL_STATES = every<CredentialState>()(["active", "rotated", "revoked"]);
export const CONSUMER_KINDS = every<ConsumerKind>()(["agent", "application", "service", "user", "group"]);

export const DATA_CLASSES = [
  "public",
  "internal",
  "confidential",
  "pii",
  "phi",
  "pci",
  "financial",
  "credentials",
  "source_code",
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** Tags of one server at most, and characters of one tag. */
export const TAGS_MAX = 20;
export const TAG_CHARS_MAX = 40;

export type ServerAction = "register" | "activate" | "suspend" | "resume" | "revoke" | "retire";

/** The life of a server. Whatever may be in use can be suspended, so that a responder is never told no. */
export const SERVER_TRANSITIONS = {
  discovered: { register: "registered" },
  registered: { activate: "active", suspend: "suspended", revoke: "revoked" },
  active: { suspend: "suspended", revoke: "revoked" },
  suspended: { resume: "active", revoke: "revoked" },
  revoked: { retire: "retired" },
  retired: {},
} as const satisfies Record<ServerState, Partial<Record<ServerAction, ServerState>>>;

export type ServerVerdict = { ok: true; next: ServerState } | { ok: false; reason: string };

/** Whether the server's state allows the action, and the state that follows. */
export function decideServer(server: { state: ServerState }, action: ServerAction): ServerVerdict {
  const transitions: Partial<Record<ServerAction, ServerState>> = SERVER_TRANSITIONS[server.state];
  const next = transitions[action];
  if (next !== undefined) return { ok: true, next };
  return { ok: false, reason: `The server is ${server.state}. ${NEXT_STEP[action]}` };
}

const NEXT_STEP: Record<ServerAction, string> = {
  register: "Only a discovered server is registered.",
  activate: "Only a registered server is activated.",
  suspend: "Only a registered or active server is suspended.",
  resume: "Only a suspended server is resumed.",
  revoke: "Revoke it while it is registered, active or suspended.",
  retire: "Revoke its access first.",
};

/** What editing depends on. */
export interface Editable {
  state: ServerState;
  ownerId: string | null;
  backupOwnerId: string | null;
}

export type EditVerdict = { ok: true } | { ok: false; code: "forbidden" | "refused"; reason: string };

/**
 * A server's record is changed by an administrator, its owner or its backup owner, until it is retired; afterwards
 * only what is left to be done for its end, such as marking a credential as revoked (`evenRetired`).
 */
export function decideEdit(
  server: Editable,
  actor: Actor,
  { evenRetired = false }: { evenRetired?: boolean } = {},
): EditVerdict {
  if (!mayEdit(server, actor)) {
    const reason = "Only an administrator, the owner or the backup owner of this server may change it.";
    return { ok: false, code: "forbidden", reason };
  }
  if (server.state === "retired" && !evenRetired) {
    return { ok: false, code: "refused", reason: "This server is retired; its record is kept as it was." };
  }
  return { ok: true };
}

function mayEdit(server: Editable, actor: Actor): boolean {
  const person = actingPerson(actor);
  if (person === null) return false;
  return hasRole(actor, "admin") || [server.ownerId, server.backupOwnerId].includes(person.userId);
}

export type ServerButton =
  | "edit"
  | "activate"
  | "suspend"
  | "resume"
  | "revoke"
  | "retire"
  | "overrideImpact";

/** For each thing that can be done on the server's page: true, or the reason it cannot be done now. */
export function allowed(server: Editable, actor: Actor): Record<ServerButton, true | string> {
  const transition = (action: ServerAction, permission: Permission) =>
    permitted(actor, permission) ?? orReason(decideServer(server, action));
  return {
    edit: permitted(actor, "server:edit") ?? orReason(decideEdit(server, actor)),
    activate: transition("activate", "server:suspend"),
    suspend: transition("suspend", "server:suspend"),
    resume: transition("resume", "server:suspend"),
    revoke: transition("revoke", "server:end"),
    // Retiring one that is still in use revokes it first.
    retire:
      permitted(actor, "server:end") ??
      (decideServer(server, "revoke").ok || orReason(decideServer(server, "retire"))),
    overrideImpact: permitted(actor, "tool:override-impact") ?? true,
  };
}

function orReason(verdict: { ok: true } | { ok: false; reason: string }): true | string {
  return verdict.ok ? true : verdict.reason;
}
