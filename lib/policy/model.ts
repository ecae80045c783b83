/**
 * Policy owns server roles, rules, and the findings that say which rule a server breaks now. It promises that the same
 * facts give the same findings, each with what is wrong, why it matters and how to fix it. It refuses to change a
 * server, and to know how an approval is reached.
 */
import type { Impact } from "../inventory/impact.ts";
import type { ScopeBreadth, Severity } from "../kernel/generated/enums.ts";

/** From harmless to grave: the position is the rank. */
export const SEVERITIES = ["low", "medium", "high", "critical"] as const satisfies readonly Severity[];

/** The most that a server of a role may do, hold and keep. An empty list does not limit. */
export interface RoleCeilings {
  maxImpact: Impact;
  maxScopeBreadth: ScopeBreadth;
  maxCredentialDays: number;
  /** Patterns of scope names, in which * stands for anything. */
  allowedScopes: string[];
  environments: string[];
  dataClasses: string[];
}

/** A job profile. */
export interface ServerRoleFacts extends RoleCeilings {
  id: string;
  slug: string;
  name: string;
  description: string;
  /** Goes up with every edit. */
  version: number;
}

/** Roles in an organization, archived ones included. */
export const ROLES_MAX = 1_000;

type StarterRole = Pick<ServerRoleFacts, "slug" | "name" | "description"> & {
  maxImpact: Impact;
  maxScopeBreadth: ScopeBreadth;
  maxCredentialDays: number;
  allowedScopes?: readonly string[];
  environments?: readonly string[];
  dataClasses?: readonly string[];
};

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
  {
    slug: "data-pipeline",
    name: "Data pipeline",
    description:
      "Moves and transforms records between systems on a schedule; runs nothing that people write.",
    maxImpact: "changes_data",
    maxScopeBreadth: "broad",
    maxCredentialDays: 60,
  },
  {
    slug: "customer-support",
    name: "Customer support",
    description: "Looks up customers and their cases, and answers them. Personal data, never payments.",
    maxImpact: "regulated",
    maxScopeBreadth: "narrow",
    maxCredentialDays: 60,
    dataClasses: ["public", "internal", "confidential", "pii"],
  },
  {
    slug: "break-glass-responder",
    name: "Break-glass responder",
    description: "Cuts off and repairs during an incident. Short-lived credentials, looked at afterwards.",
    maxImpact: "executes",
    maxScopeBreadth: "broad",
    maxCredentialDays: 1,
  },
] as const satisfies readonly StarterRole[];
