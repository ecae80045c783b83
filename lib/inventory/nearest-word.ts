/** A word that servers carry, and how many do. */
export interface KnownWord {
  word: string;
  count: number;
}

/** The known word that somebody most likely meant; null when none is near. Of equally near ones the most frequent. */
export function nearestWord(typed: string, known: readonly KnownWord[]): KnownWord | null {
  let best: { known: KnownWord; distance: number } | null = null;
  for (const candidate of known) {
    const distance = editDistance(typed, candidate.word);
    if (distance > slipsIn(typed)) continue;
    const isBetter =
      best === null ||
      distance < best.distance ||
      (distance === best.distance && candidate.count > best.known.count);
    if (isBetter) best = { known: candidate, distance };
  }
  return best?.known ?? null;
}

/** Slips that a word of this length may have and still be told. */
function slipsIn({ length }: string): number {
  if (length < 3) return 0;
  return length <= 5 ? 1 : 2;
}

/**
 * Letters to add, leave out, replace, or swap with their neighbour (optimal string alignment; Damerau 1964,
 * Levenshtein 1966).
 */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let distance = Math.min(
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + (isSame ? 0 : 1),
      );
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && isSwapped) distance = Math.min(distance, cell(beforeLast, column - 2) + 1);
      current.push(distance);
    }
    beforeLast = last;
    last = current;
  }
  return cell(last, right.length);
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
