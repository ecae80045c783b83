/** How selective a part of a question is: the servers that fit it, as far as is known. */
export interface Selectivity {
  total: number;
  /** One count for each part of the question; all parts must fit. */
  counts: readonly number[];
}

/** `walk`: along the sort's index, at most so many rows. `find`: what fits first, sorted after. */
export type ListPlan = { way: "walk"; rowsMax: number } | { way: "find" };

/** A small organization is answered either way in no time; finding never has to look twice. */
const SMALL = 2_000;
const WALK_MIN = 1_000;
/** About 60 ms of walking; whoever has not filled a page by then was wrong about the distribution. */
const WALK_MAX = 20_000;
/** Values are seldom spread evenly along the sort. */
const SLACK = 4;

/**
 * Which way fills a page of `rows` with less work. With a share f of the servers fitting, a walk passes rows / f of
 * them and a find fetches total * f. The parts are taken to be independent; where they are not, a walk that fails is
 * bounded and a find follows.
 */
export function planList({ total, counts }: Selectivity, rows: number): ListPlan {
  if (total <= SMALL) return { way: "find" };
  const share = counts.reduce((product, count) => product * Math.min(1, count / total), 1);
  const walked = share === 0 ? Number.POSITIVE_INFINITY : rows / share;
  if (walked >= total * share || walked > WALK_MAX) return { way: "find" };
  return { way: "walk", rowsMax: Math.min(WALK_MAX, Math.max(WALK_MIN, Math.ceil(walked * SLACK))) };
}
