import type { Actor } from "#lib/kernel/actor.ts";
import { CHAIN_CHUNK_ROWS } from "./input.ts";
import { listChainRows } from "./queries/list-chain-rows.ts";
import { CHAIN_ORIGIN, type ChainPoint, type ChainRow } from "./verify-chain.ts";

/**
 * The whole trail up to `head`, oldest first, in chunks of one short transaction each, so that a long read holds
 * nothing up. One chunk is fetched while the caller works on the one before: memory stays at two chunks.
 */
export async function* readTrail(
  actor: Actor,
  head: ChainPoint,
  from: ChainPoint = CHAIN_ORIGIN,
): AsyncGenerator<ChainRow[]> {
  const fetch = (after: bigint) => {
    const chunk = listChainRows(actor, { after, until: head.sequence, limit: CHAIN_CHUNK_ROWS });
    // Awaited below; until then a failure must not count as unhandled.
    chunk.catch(() => undefined);
    return chunk;
  };
  let coming = fetch(from.sequence);
  for (;;) {
    const rows = await coming;
    const last = rows.at(-1);
    if (last === undefined) return;
    coming = fetch(last.sequence);
    yield rows;
  }
}
