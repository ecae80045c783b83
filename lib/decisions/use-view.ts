/** How often calls were allowed and denied, and when one was last allowed; as the decisions processes counted. */
export interface UseView {
  allowed: number;
  denied: number;
  /** ISO 8601; null when none ever was. */
  lastAllowedAt: string | null;
}

export function toUseView(row: { allowed: bigint; denied: bigint; lastAllowedAt: Date | null }): UseView {
  return {
    allowed: Number(row.allowed),
    denied: Number(row.denied),
    lastAllowedAt: row.lastAllowedAt?.toISOString() ?? null,
  };
}
