import type { ScopeAssessment } from "#lib/inventory/assess-scope.ts";
import { identityDigest, type ServerIdentity } from "#lib/inventory/identity-digest.ts";
import type { ScopeBreadth } from "#lib/kernel/generated/enums.ts";

/** A scope by what it is. */
export interface NamedScope {
  name: string;
  system: string | null;
  breadth: ScopeBreadth;
}

/** A scope that is asked for, with what it lets the server do. */
export interface AskedScope extends NamedScope, ScopeAssessment {
  /** On the server's record already; otherwise the approval puts it there. */
  isHeld: boolean;
}

/** What the server's identity is once it holds these scopes too. */
export function identityWith(
  server: ServerIdentity,
  held: readonly NamedScope[],
  asked: readonly (NamedScope & { isHeld: boolean })[],
): string {
  return identityDigest(server, [...held, ...asked.filter(({ isHeld }) => !isHeld)]);
}

/** A request's scopes, as its items were frozen. */
export function scopesOf(
  items: readonly {
    scopeName: string | null;
    scopeSystem: string | null;
    scopeBreadth: ScopeBreadth | null;
    isScopeHeld: boolean | null;
  }[],
): (NamedScope & { isHeld: boolean })[] {
  return items.flatMap(({ scopeName, scopeSystem, scopeBreadth, isScopeHeld }) =>
    scopeName === null || scopeBreadth === null
      ? []
      : [{ name: scopeName, system: scopeSystem, breadth: scopeBreadth, isHeld: isScopeHeld === true }],
  );
}

/** Whether the record says of this scope what was asked. */
export function isAsAsked(scope: NamedScope, held: readonly NamedScope[]): boolean {
  return held.some(
    ({ name, system, breadth }) =>
      name === scope.name && system === scope.system && breadth === scope.breadth,
  );
}
