import type { Tx } from "../../kernel/db.ts";
import { findActiveVersion } from "../approval-policy-store.ts";

/** Who had a hand in the policy in force, and its number: nobody and 0 for the one that Steward starts with. */
export async function loadPolicyAuthors(tx: Tx): Promise<{ number: number; authorIds: string[] }> {
  const active = await findActiveVersion(tx);
  if (active === null) return { number: 0, authorIds: [] };
  const { editorIds, createdBy, proposedById } = active;
  const people = [...editorIds, createdBy.id, ...(proposedById === null ? [] : [proposedById])];
  return { number: active.number, authorIds: [...new Set(people)] };
}
