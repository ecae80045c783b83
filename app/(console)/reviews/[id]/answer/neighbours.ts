import type { WorkRow } from "./work-row.ts";

type Rows = readonly WorkRow[];

/** What this person could answer and has not. */
function isOpen(row: WorkRow): boolean {
  return row.decision === "undecided" && row.canAnswer;
}

/** Where to begin: the first item that waits for this person, or the first of all. */
export function firstOpen(rows: Rows): WorkRow | undefined {
  return rows.find(isOpen) ?? rows[0];
}

/** The item so many places on from a position; undefined past the ends of this page. The position need not be on it. */
export function step(rows: Rows, from: number, by: 1 | -1): WorkRow | undefined {
  return by === 1 ? rows.find((row) => row.position > from) : rows.findLast((row) => row.position < from);
}

/** Where to go after an answer: the next that waits, round to the start of the page; undefined when none is left on it. */
export function nextOpen(rows: Rows, answered: { id: string; position: number }): WorkRow | undefined {
  const others = rows.filter((row) => row.id !== answered.id && isOpen(row));
  return others.find((row) => row.position > answered.position) ?? others[0];
}
