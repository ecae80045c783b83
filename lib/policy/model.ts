/**
 * Policy owns server roles, rules, and the findings that say which rule a server breaks now. It promises that the same
 * facts give the same findings, each with what is wrong, why it matters and how to fix it. It refuses to change a
 * server, and to know how an approval is reached.
 */
import type { Impact } from "../inventory/impact.ts";
import type { ScopeBreadth, Severity } from "../kernel/generated/enums.ts";

/** From harmless to grave: the position is the rank. */
export const SEVERITIES = ["low", "medium", "high", "critical"] as const satisfies readonly Severity[];

/** A job profile: the most that a server of this role may do, hold and keep. */
export interface ServerRoleFacts {
  id: string;
  slug: string;
  name: string;
  description: string;
  maxImpact: Impact;
  maxScopeBreadth: ScopeBreadth;
  maxCredentialDays: number;
}

/** Roles to begin with; an organization adds its own. */
export const DEFAULT_SERVER_ROLES = [
  {
    slug: "read-only-analyst",
    name: "Read-only analyst",
    description: "Looks things up and reports. Changes nothing anywhere.",
    maxImpact: "reads",
    maxScopeBreadth: "narrow",
    maxCredentialDays: 90,
  },
  {
    slug: "ticket-operator",
    name: "Ticket operator",
    description: "Opens, updates and closes records in one business system.",
    maxImpact: "changes_data",
    maxScopeBreadth: "narrow",
    maxCredentialDays: 90,
  },
  {
    slug: "developer-tools",
    name: "Developer tools",
    description: "Works on source code and issues on behalf of a developer; runs builds and tests.",
    maxImpact: "executes",
    maxScopeBreadth: "broad",
    maxCredentialDays: 90,
  },
  {
    slug: "deployer",
    name: "Deployer",
    description: "Rolls out and rolls back in named environments.",
    maxImpact: "executes",
    maxScopeBreadth: "narrow",
    maxCredentialDays: 30,
  },
  {
    slug: "regulated-operator",
    name: "Regulated operator",
    description: "Touches payments, patients, payroll or other regulated records, under the closest watch.",
    maxImpact: "regulated",
    maxScopeBreadth: "narrow",
    maxCredentialDays: 30,
  },
] as const satisfies readonly Omit<ServerRoleFacts, "id">[];
