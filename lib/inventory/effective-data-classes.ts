/** A server's own data classes and those of the systems it reaches, each once, in the order of the alphabet. */
export function effectiveDataClasses(
  own: readonly string[],
  reached: readonly { dataClasses: readonly string[] }[],
): string[] {
  return [...new Set([...own, ...reached.flatMap(({ dataClasses }) => dataClasses)])].sort();
}
