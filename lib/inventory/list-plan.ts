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

/** Servers that are looked up one by one in no more time than it takes to start processes that help. */
const FOUND_ALONE_MAX = 50_000;

/** Whether so many fit that finding them all, which a failed walk ends in too, is worth more than one process. */
export function isLongFind(selectivity: Selectivity): boolean {
  return selectivity.total * shareOf(selectivity) > FOUND_ALONE_MAX;
}

function shareOf({ total, counts }: Selectivity): number {
  return counts.reduce((product, count) => product * Math.min(1, count / total), 1);
}

/** About 50 ms of looking at rows in the order of their keys. */
const COUNTED_MAX = 100_000;

/**
 * How many rows to look at for more than `limit` that fit, where so many fit that this is less work than gathering them
 * all by index; null where it is not.
 */
export function rowsToCount(selectivity: Selectivity, limit: number): number | null {
  const share = shareOf(selectivity);
  const rows = Math.ceil(((limit + 1) / share) * 1.5);
  return rows <= COUNTED_MAX && rows < (selectivity.total * share) / 2 ? rows : null;
}

/**
 * Which way fills a page of `rows` with less work. With a share f of the servers fitting, a walk passes rows / f of
 * them and a find fetches total * f. The parts are taken to be independent; where they are not, a walk that fails is
 * bounded and a find follows.
 */
export function planList(selectivity: Selectivity, rows: number): ListPlan {
  const { total } = selectivity;
  if (total <= SMALL) return { way: "find" };
  const share = shareOf(selectivity);
  const walked = share === 0 ? Number.POSITIVE_INFINITY : rows / share;
  if (walked >= total * share || walked > WALK_MAX) return { way: "find" };
  return { way: "walk", rowsMax: Math.min(WALK_MAX, Math.max(WALK_MIN, Math.ceil(walked * SLACK))) };
}
