import type { GovernedServer } from "../../inventory/facts.ts";
import type { GrantState, ScopeBreadth, Severity } from "../../kernel/generated/enums.ts";
import type { ServerRoleFacts } from "../model.ts";

/** A grant of a scope, as far as rules look at it. */
export interface ScopeGrant {
  state: GrantState;
  expiresAt: Date;
  /** It was for this system and breadth. */
  system: string | null;
  breadth: ScopeBreadth;
}

/** What rules are given of one server. */
export interface GovernedFacts {
  server: GovernedServer;
  /** The ceiling the server has been given, if any. */
  role: ServerRoleFacts | null;
  hasRevocationPath: boolean;
  /** The newest grant of each scope, by the scope's name. */
  scopeGrants: ReadonlyMap<string, ScopeGrant>;
}

/** One rule broken in one place. */
export interface Breach {
  /** What it is about: "server", or the id of a tool, scope or credential. */
  subjectKey: string;
  subject: { kind: "server" | "tool" | "scope" | "credential"; name: string };
  severity: Severity;
  /** One sentence that names the thing. */
  summary: string;
}

/** A rule of policy: pure, so the same facts at the same time give the same answer. */
export interface Rule {
  id: string;
  title: string;
  /** The most it can be; a breach says how grave it is here. */
  severity: Severity;
  /** Why it matters. */
  explanation: string;
  /** What to do about it. */
  fix: string;
  /** Standards it comes from. */
  references: readonly string[];
  evaluate: (facts: GovernedFacts, now: Date) => Breach[];
}

/** A breach by the server as a whole. */
export function ofServer({ server }: GovernedFacts, severity: Severity, summary: string): Breach {
  return { subjectKey: "server", subject: { kind: "server", name: server.name }, severity, summary };
}

/** A breach by one of its parts. */
export function ofPart(
  kind: "tool" | "scope" | "credential",
  part: { id: string; name: string },
  severity: Severity,
  summary: string,
): Breach {
  return { subjectKey: part.id, subject: { kind, name: part.name }, severity, summary };
}
