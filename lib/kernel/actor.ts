/** Roles a person may hold, in the words of the glossary. */
export const ROLES = ["admin", "approver", "auditor", "member"] as const;
export type Role = (typeof ROLES)[number];

/** What a service token may be allowed to do. */
export const TOKEN_SCOPES = [
  "servers:read",
  "imports:write",
  "introspections:write",
  "requests:read",
  "campaigns:read",
  "audit:read",
  "decisions:evaluate",
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

export interface PersonActor {
  kind: "person";
  organizationId: string;
  organizationName: string;
  userId: string;
  sessionId: string;
  email: string;
  name: string;
  roles: readonly Role[];
  authenticatedAt: Date;
}

export interface TokenActor {
  kind: "token";
  organizationId: string;
  tokenId: string;
  name: string;
  scopes: readonly TokenScope[];
}

/** Steward itself: a job or a sweep. Never decides anything that product rule 1 reserves to people. */
export interface SystemActor {
  kind: "system";
  organizationId: string;
  job: string;
  /** Whose wish the job carries out. Gives it no right: the job checks theirs itself, when it runs. */
  onBehalfOf?: { userId: string; name: string; email: string };
}

/** Who is acting. Always made from a session, a token or a job; never from input. */
export type Actor = PersonActor | TokenActor | SystemActor;

export function systemActor(
  organizationId: string,
  job: string,
  onBehalfOf?: SystemActor["onBehalfOf"],
): SystemActor {
  return { kind: "system", organizationId, job, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
}

/** The actor's name as the audit trail shows it. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "person":
      return `${actor.name} (${actor.email})`;
    case "token":
      return `token ${actor.name}`;
    case "system":
      return actor.onBehalfOf === undefined
        ? `Steward (${actor.job})`
        : `${actor.onBehalfOf.name} (${actor.onBehalfOf.email}) through ${actor.job}`;
  }
}

/** The id the audit trail can be searched by; a job has none but that of the person it works for. */
export function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "person":
      return actor.userId;
    case "token":
      return actor.tokenId;
    case "system":
      return actor.onBehalfOf?.userId ?? null;
  }
}

/** The service token acting, or null when it is not one. */
export function actingTokenId(actor: Actor): string | null {
  return actor.kind === "token" ? actor.tokenId : null;
}

/** The person acting, or null when it is not a person. */
export function actingPerson(actor: Actor): PersonActor | null {
  return actor.kind === "person" ? actor : null;
}

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.kind === "person" && actor.roles.includes(role);
}
