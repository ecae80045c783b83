import {
  CHAIN_ORIGIN,
  type ChainHead,
  type ChainPoint,
  type ChainRow,
  type ChainVerdict,
  verifyAnchor,
  verifyChain,
  verifyHead,
} from "./verify-chain.ts";

interface TrailToVerify {
  /** Chunks in order, from the database or from a file. */
  chunks: AsyncIterable<ChainRow[]>;
  /** Where the trail says that it ends. */
  head: ChainHead;
  /** A head noted outside earlier; the event of that number must still have that hash. */
  anchor?: ChainPoint | undefined;
  onProgress?: ((checked: bigint) => void) | undefined;
}

/** Verifies a whole trail: every link, no gap, the end, and the anchor when one is given. Memory is one chunk's. */
export async function verifyTrail({
  chunks,
  head,
  anchor,
  onProgress,
}: TrailToVerify): Promise<ChainVerdict> {
  let reached = CHAIN_ORIGIN;
  let isAnchorSeen = anchor === undefined || anchor.sequence === 0n;
  for await (const rows of chunks) {
    const verdict = verifyChain(reached, rows);
    if (!verdict.ok) return verdict;
    reached = verdict.next;
    const anchored = isAnchorSeen ? undefined : rows.find((row) => row.sequence === anchor?.sequence);
    if (anchored !== undefined && anchor !== undefined) {
      const kept = verifyAnchor(anchored, anchor);
      if (!kept.ok) return kept;
      isAnchorSeen = true;
    }
    onProgress?.(reached.sequence);
  }
  const ended = verifyHead(reached, head);
  if (!ended.ok || isAnchorSeen || anchor === undefined) return ended;
  return {
    ok: false,
    sequence: reached.sequence + 1n,
    problem: `the trail ends before event ${anchor.sequence}, which was noted outside: events are missing`,
  };
}
