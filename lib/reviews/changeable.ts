import type { Tx } from "#lib/kernel/db.ts";
import { loadCredentialEnd } from "./answer-store.ts";
import type { Changeable } from "./change.ts";
import type { ItemRow } from "./store.ts";

/** What an item is about, as far as it can be shortened or narrowed, as it is now. */
export async function loadChangeable(tx: Tx, organizationId: string, item: ItemRow): Promise<Changeable> {
  const kind = item.subjectKind;
  const breadth = item.facts.scope?.breadth ?? null;
  if (kind === "server") return { kind, endsAt: null, breadth };
  if (kind === "credential") {
    return { kind, endsAt: await loadCredentialEnd(tx, organizationId, item.subjectId), breadth };
  }
  return { kind, endsAt: (item.successor ?? item.grant)?.expiresAt ?? null, breadth };
}
