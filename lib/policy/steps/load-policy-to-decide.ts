import type { Actor } from "../../kernel/actor.ts";
import type { Tx } from "../../kernel/db.ts";
import { permitted } from "../../kernel/permissions.ts";
import { decidePolicy } from "../approval/policy-version.ts";
import { versionFacts } from "../approval/version-facts.ts";
import { findOpenVersion, type PolicyVersionRow } from "../approval-policy-store.ts";

/** The change of the approval policy that this person can decide now, if need be after a fresh sign-in; null for none. */
export async function loadPolicyToDecide(tx: Tx, actor: Actor, now: Date): Promise<PolicyVersionRow | null> {
  if (actor.kind !== "person" || permitted(actor, "approval-policy:decide") !== null) return null;
  const row = await findOpenVersion(tx);
  if (row === null || row.state !== "proposed") return null;
  const facts = { ...(await versionFacts(tx, row)), needsStepUp: false, bringsStepUp: false };
  return decidePolicy(facts, "approve", actor, now).ok ? row : null;
}
