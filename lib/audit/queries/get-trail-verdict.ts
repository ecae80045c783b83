import { query } from "#lib/kernel/query.ts";
import { CHAIN_CHUNK_ROWS, getTrailVerdictInput } from "../input.ts";
import { loadChainRows, loadHead } from "../store.ts";
import { CHAIN_ORIGIN, type ChainHead, type ChainPoint, verifyChain, verifyHead } from "../verify-chain.ts";

/** Events checked in one call; a longer trail takes several, each from where the last one got to. */
const CALL_LIMIT = 100_000n;

export interface TrailVerdict {
  isWhole: boolean;
  /** False when the trail goes on: call again with `next` as `after`. */
  isComplete: boolean;
  checkedTo: number;
  head: { sequence: number; hash: string };
  next: { sequence: number; hash: string };
  /** The first event that is not what it was, in words; null when all is well. */
  problem: { sequence: number; words: string } | null;
}

/**
 * Is the trail what was written? Checks at most 100,000 events per call. Of a trail entered in the middle only what
 * follows `after` is vouched for, so start without it.
 */
export const getTrailVerdict = query({
  name: "get-trail-verdict",
  permission: "audit:read",
  input: getTrailVerdictInput,
  run: async ({ tx }, { after }): Promise<TrailVerdict> => {
    const head: ChainHead = (await loadHead(tx)) ?? CHAIN_ORIGIN;
    let reached: ChainPoint =
      after === undefined
        ? CHAIN_ORIGIN
        : { sequence: BigInt(after.sequence), hash: Buffer.from(after.hash, "hex") };
    const callEnd = reached.sequence + CALL_LIMIT;
    const end = callEnd < head.sequence ? callEnd : head.sequence;
    const verdictOf = (problem: TrailVerdict["problem"], isComplete: boolean): TrailVerdict => ({
      isWhole: problem === null,
      isComplete,
      checkedTo: Number(reached.sequence),
      head: toPlain(head),
      next: toPlain(reached),
      problem,
    });
    while (reached.sequence < end) {
      const rows = await loadChainRows(tx, reached.sequence, end, CHAIN_CHUNK_ROWS);
      if (rows.length === 0) break;
      const verdict = verifyChain(reached, rows);
      if (!verdict.ok) return verdictOf({ sequence: Number(verdict.sequence), words: verdict.problem }, true);
      reached = verdict.next;
    }
    if (reached.sequence === end && end < head.sequence) return verdictOf(null, false);
    const ended = verifyHead(reached, head);
    return verdictOf(ended.ok ? null : { sequence: Number(ended.sequence), words: ended.problem }, true);
  },
});

function toPlain({ sequence, hash }: ChainPoint): { sequence: number; hash: string } {
  return { sequence: Number(sequence), hash: Buffer.from(hash).toString("hex") };
}
