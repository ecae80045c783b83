import { updateServerRoleInput } from "#lib/policy/input.ts";
import type { RoleCeilings, ServerRoleFacts } from "#lib/policy/model.ts";
import { ceilingsOf } from "#lib/policy/role-ceilings.ts";
import { toPatterns } from "../../to-patterns.ts";

type Given = string | string[] | undefined;
export type ProposalSearch = Partial<
  Record<
    | "proposed"
    | "name"
    | "description"
    | "maxImpact"
    | "maxScopeBreadth"
    | "maxCredentialDays"
    | "allowedScopes"
    | "environments"
    | "dataClasses",
    Given
  >
>;

export interface Proposal {
  isAsked: boolean;
  name: string;
  description: string;
  ceilings: RoleCeilings;
  /** Why it cannot be saved as it was typed; the role's own ceilings stand in for it then. */
  problem?: string;
}

/** The edit that the address holds, or the role as it is when it holds none. */
export function readProposal(search: ProposalSearch, role: ServerRoleFacts): Proposal {
  const own = { name: role.name, description: role.description, ceilings: ceilingsOf(role) };
  if (one(search.proposed) === undefined) return { isAsked: false, ...own };
  const parsed = updateServerRoleInput.safeParse({
    serverRoleId: role.id,
    version: role.version,
    name: one(search.name) ?? "",
    description: one(search.description) ?? "",
    maxImpact: one(search.maxImpact),
    maxScopeBreadth: one(search.maxScopeBreadth),
    maxCredentialDays: one(search.maxCredentialDays),
    allowedScopes: toPatterns(one(search.allowedScopes)),
    environments: list(search.environments),
    dataClasses: list(search.dataClasses),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      isAsked: true,
      ...own,
      problem: `${String(issue?.path[0] ?? "It")}: ${issue?.message ?? "not valid"}`,
    };
  }
  const { name, description } = parsed.data;
  return { isAsked: true, name, description, ceilings: ceilingsOf(parsed.data) };
}

function one(given: Given): string | undefined {
  return Array.isArray(given) ? given[0] : given;
}

function list(given: Given): string[] {
  return given === undefined ? [] : [given].flat();
}
