/** Servers chosen one by one, or all that the list's address finds. */
export type BulkTarget =
  | { kind: "ids"; ids: readonly string[] }
  | { kind: "filter"; search: string; count: number; isEstimate: boolean };
