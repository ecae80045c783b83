import { loadStandingGrants } from "#lib/grants/steps/load-standing-grants.ts";
import type { ServerFacts } from "#lib/inventory/facts.ts";
import { productionProblem } from "#lib/inventory/server-change.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { whyNotCarriedOn } from "../carrying-on.ts";
import type { RequestRow } from "../store.ts";

/**
 * What speaks against a pending request to carry grants on, in words: `stale` for good, `unfit` for now. A move goes on
 * with fewer grants when some have ended; an extension is for just what it names.
 */
export async function standingProblems(
  tx: Tx,
  request: RequestRow,
  server: ServerFacts,
  now: Date,
): Promise<{ stale: string | null; unfit: string | null }> {
  if (request.kind === "move_to_production") {
    const problem = productionProblem(server);
    return server.environment === "production"
      ? { stale: problem, unfit: null }
      : { stale: null, unfit: problem };
  }
  if (request.kind !== "extend_grants") return { stale: null, unfit: null };
  const ids = request.items.flatMap((item) => item.grantId ?? []);
  const grants = await loadStandingGrants(tx, server.id, ids);
  const [stale = null] = grants.flatMap((grant) => whyNotCarriedOn(grant, now) ?? []);
  return { stale, unfit: null };
}
