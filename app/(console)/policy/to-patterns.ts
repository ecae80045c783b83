/** Scope patterns as typed, one on a line or between commas. */
export function toPatterns(typed: string | undefined): string[] {
  const patterns = (typed ?? "").split(/[\n,]/).map((pattern) => pattern.trim());
  return [...new Set(patterns.filter((pattern) => pattern !== ""))];
}
