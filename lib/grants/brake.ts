/** As many grants are suspended or ended at once by whoever just asks for it. */
export const GRANTS_AT_ONCE = 5;

/**
 * Null when so many grants may be changed, else why not. More than five at once ask for their number, so that a slip of
 * the hand stops nothing (product rule 10); a number that is no longer true is refused even where none is asked.
 */
export function brakeReason(verb: string, count: number, acknowledged: number | undefined): string | null {
  if (acknowledged === undefined) {
    return count <= GRANTS_AT_ONCE ? null : `This would ${verb} ${count} grants. Type ${count} to go ahead.`;
  }
  return acknowledged === count
    ? null
    : `This would now ${verb} ${count} ${count === 1 ? "grant" : "grants"}, not ${acknowledged}. Look again, then type ${count}.`;
}
