import type { Actor, Role, TokenScope } from "./actor.ts";

interface Rule {
  people: readonly Role[];
  tokens: readonly TokenScope[];
  system: boolean;
}

const everyone = ["admin", "approver", "auditor", "member"] as const;

/**
 * May this KIND of actor do this kind of thing? The whole answer, in one table. Whether this very one may do it now
 * (ownership, separation of duties, timing) is for each room's `decide`.
 */
export const PERMISSIONS = {
  "overview:read": { people: everyone, tokens: [], system: false },
  "organization:load": { people: [], tokens: [], system: true },
  "user:read": { people: everyone, tokens: [], system: true },
  "user:manage": { people: ["admin"], tokens: [], system: true },
  "group:read": { people: everyone, tokens: [], system: true },
  "group:manage": { people: ["admin"], tokens: [], system: true },
  "absence:set": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "user:sign-in": { people: [], tokens: [], system: true },
  "session:end": { people: everyone, tokens: [], system: true },
  "session:sweep": { people: [], tokens: [], system: true },
  "notice:read": { people: everyone, tokens: [], system: false },
  "notice:send": { people: [], tokens: [], system: true },
  "webhook:manage": { people: ["admin"], tokens: [], system: false },
  "webhook:send": { people: [], tokens: [], system: true },
  "email:send": { people: [], tokens: [], system: true },
  "email:manage": { people: ["admin"], tokens: [], system: false },

  "token:read": { people: ["admin", "auditor"], tokens: [], system: false },
  "token:manage": { people: ["admin"], tokens: [], system: false },

  "server:read": { people: everyone, tokens: ["servers:read"], system: true },
  "server:export": { people: everyone, tokens: ["servers:read"], system: false },
  "credential:remind": { people: [], tokens: [], system: true },
  "saved-view:read": { people: everyone, tokens: [], system: false },
  "saved-view:manage": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "server:register": { people: ["admin"], tokens: [], system: false },
  "server:edit": { people: ["admin", "member"], tokens: [], system: false },
  "server:suspend": { people: ["admin"], tokens: [], system: false },
  "server:review-dates": { people: [], tokens: [], system: true },
  "bulk-change:ask": { people: ["admin", "member"], tokens: [], system: false },
  "bulk-change:read": { people: everyone, tokens: [], system: true },
  "bulk-change:apply": { people: [], tokens: [], system: true },
  "server:end": { people: ["admin"], tokens: [], system: false },
  "ownership:assign": { people: ["admin"], tokens: [], system: false },
  "ownership:offer": { people: ["admin", "member"], tokens: [], system: false },
  "ownership:answer": { people: ["admin", "member"], tokens: [], system: false },
  "ownership:claim": { people: ["admin", "member"], tokens: [], system: false },
  "ownership:confirm": { people: ["admin"], tokens: [], system: false },
  "ownership:sweep": { people: [], tokens: [], system: true },
  "tool:override-impact": { people: ["admin"], tokens: [], system: false },
  "consumer:manage": { people: ["admin", "member"], tokens: [], system: false },

  "system:read": { people: everyone, tokens: ["servers:read"], system: true },
  "system:manage": { people: ["admin"], tokens: [], system: false },
  "system:assess": { people: [], tokens: [], system: true },

  "approval-policy:read": { people: everyone, tokens: ["requests:read"], system: true },
  "approval-policy:edit": { people: ["admin"], tokens: [], system: false },
  "approval-policy:decide": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "server-role:manage": { people: ["admin"], tokens: [], system: true },
  "finding:read": { people: everyone, tokens: ["servers:read"], system: true },
  "finding:record": { people: [], tokens: [], system: true },

  "grant:read": { people: everyone, tokens: ["servers:read"], system: true },
  "grant:revoke": { people: ["admin", "member"], tokens: [], system: true },
  "grant:remind": { people: [], tokens: [], system: true },
  "grant:suspend": { people: [], tokens: [], system: true },
  "suspension:answer": { people: ["admin", "approver"], tokens: [], system: false },
  "grant:hold": { people: ["admin", "member"], tokens: [], system: false },
  "grant:export": { people: everyone, tokens: [], system: false },
  "revocation-path:edit": { people: ["admin", "member"], tokens: [], system: false },

  "candidate:read": { people: ["admin", "auditor"], tokens: ["servers:read"], system: false },
  "import:create": { people: ["admin"], tokens: ["imports:write"], system: false },
  "candidate:claim": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "candidate:register": { people: ["admin"], tokens: [], system: false },
  "candidate:dismiss": { people: ["admin"], tokens: [], system: false },
  "command:allow": { people: ["admin"], tokens: [], system: false },
  "introspection:ask": { people: ["admin", "member"], tokens: ["introspections:write"], system: true },
  "introspection:plan": { people: ["admin"], tokens: [], system: true },
  "introspection:run": { people: [], tokens: [], system: true },

  "request:read": { people: everyone, tokens: ["requests:read"], system: true },
  // Every request; without it, those that one has a part in.
  "request:read-all": { people: ["admin", "approver", "auditor"], tokens: ["requests:read"], system: true },
  "request:create": { people: ["admin", "member"], tokens: [], system: false },
  "request:reopen": { people: [], tokens: [], system: true },
  "request:decide": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "request:comment": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "request:repair": { people: ["admin"], tokens: [], system: false },
  "request:withdraw": { people: ["admin", "member"], tokens: [], system: false },
  "request:end": { people: [], tokens: [], system: true },
  "request:follow-up": { people: [], tokens: [], system: true },
  "request:expire": { people: [], tokens: [], system: true },

  "break-glass:use": { people: ["admin", "member"], tokens: [], system: false },
  "break-glass:review": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "break-glass:repair": { people: ["admin"], tokens: [], system: false },
  "break-glass:lapse": { people: [], tokens: [], system: true },

  "campaign:read": { people: everyone, tokens: ["campaigns:read"], system: false },
  "campaign:manage": { people: ["admin"], tokens: [], system: false },
  "campaign:open": { people: [], tokens: [], system: true },
  "campaign:stage": { people: [], tokens: [], system: true },
  "campaign:end": { people: [], tokens: [], system: true },
  "campaign:sample": { people: [], tokens: [], system: true },
  "campaign:sign": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "campaign:advance": { people: ["admin"], tokens: [], system: true },
  "campaign:follow-up": { people: [], tokens: [], system: true },
  "campaign-item:reassign": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "campaign-item:decide": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "campaign-change:answer": { people: ["admin", "approver", "member"], tokens: [], system: false },
  "evidence:export": { people: ["admin", "auditor"], tokens: ["campaigns:read"], system: false },

  "decision:evaluate": { people: [], tokens: ["decisions:evaluate"], system: true },

  "audit:read": { people: ["admin", "auditor"], tokens: ["audit:read"], system: true },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof PERMISSIONS;

/** True only where the table says so. */
export function isPermitted(actor: Actor, permission: Permission): boolean {
  const rule: Rule = PERMISSIONS[permission];
  switch (actor.kind) {
    case "person":
      return actor.roles.some((role) => rule.people.includes(role));
    case "token":
      return actor.scopes.some((scope) => rule.tokens.includes(scope));
    case "system":
      return rule.system;
  }
}

/** The reason the table says no, for a button that is shown disabled; null when it does not. */
export function permitted(actor: Actor, permission: Permission): string | null {
  return isPermitted(actor, permission) ? null : `Only ${whoMay(permission)} may do this.`;
}

/** In plain words, who may: for the refusal's message. */
export function whoMay(permission: Permission): string {
  const rule: Rule = PERMISSIONS[permission];
  if (rule.people.length > 0) return `people with the role ${rule.people.join(" or ")}`;
  if (rule.tokens.length > 0) return `service tokens with the scope ${rule.tokens.join(" or ")}`;
  return "Steward itself";
}
