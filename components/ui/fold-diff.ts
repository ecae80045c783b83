export type DiffFold<Row> = { isFolded: boolean; rows: Row[] };

const CONTEXT_ROWS = 3;
/** Fewer are quicker to read past than to unfold. */
const LEAST_FOLDED = 4;

/** Folds away what is the same further than three rows from a change. Nothing is lost: a fold keeps its rows. */
export function foldDiff<Row>(rows: readonly Row[], isSame: (row: Row) => boolean): DiffFold<Row>[] {
  const folds: DiffFold<Row>[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start;
    while (end < rows.length && isSame(rows[end] as Row)) end += 1; // within the length
    const first = start === 0 ? 0 : start + CONTEXT_ROWS;
    const last = end === rows.length ? end : end - CONTEXT_ROWS;
    if (last - first >= LEAST_FOLDED) {
      show(folds, rows.slice(start, first));
      folds.push({ isFolded: true, rows: rows.slice(first, last) });
      show(folds, rows.slice(last, end));
    } else show(folds, rows.slice(start, end));
    start = end;
    while (end < rows.length && !isSame(rows[end] as Row)) end += 1; // within the length
    show(folds, rows.slice(start, end));
    start = end;
  }
  return folds;
}

function show<Row>(folds: DiffFold<Row>[], rows: Row[]): void {
  const last = folds.at(-1);
  if (last !== undefined && !last.isFolded) last.rows.push(...rows);
  else if (rows.length > 0) folds.push({ isFolded: false, rows });
}
