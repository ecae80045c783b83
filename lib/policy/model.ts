/**
 * Policy owns server roles, rules, and the findings that say which rule a server breaks now. It promises that the same
 * facts give the same findings, with what is wrong, why it matters and how to fix it. It refuses to change a server.
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
