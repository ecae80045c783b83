import { loadStandingGrants } from "#lib/grants/steps/load-standing-grants.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { fewestDays } from "../carrying-on.ts";
import type { RequestRow } from "../store.ts";

/** The fewest days that an approver can give: an extension has to make each grant it names last longer. */
export async function fewestUseful(tx: Tx, request: RequestRow, now: Date): Promise<number> {
  if (request.kind !== "extend_grants") return 1;
  const ids = request.items.flatMap((item) => item.grantId ?? []);
  return fewestDays(await loadStandingGrants(tx, request.serverId, ids), now);
}
