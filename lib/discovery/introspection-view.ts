import type { IntrospectionRow } from "./introspection-store.ts";
import type { OfferChange, OfferKind } from "./offer-drift.ts";

/** What one look found different from the one before, by name; the definitions are kept with each tool. */
export interface IntrospectionDrift extends Partial<Record<OfferKind, OfferChange>> {
  added: string[];
  removed: string[];
  renamed: { from: string; to: string }[];
  changed: { name: string; severity: "material" | "cosmetic" }[];
}

/** An introspection as pages and the API show it. Times are ISO 8601. `drift` is null unless it succeeded. */
export function introspectionView({ askedDigest: _askedDigest, ...row }: IntrospectionRow) {
  return {
    ...row,
    drift: row.drift as unknown as IntrospectionDrift | null, // only finish-introspection writes it
    askedAt: row.askedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export type IntrospectionView = ReturnType<typeof introspectionView>;
