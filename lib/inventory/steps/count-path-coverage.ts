import type { Tx } from "../../kernel/db.ts";
import { readFigures } from "../coverage-store.ts";
import { countFacets } from "../facet-store.ts";

export interface PathCoverage {
  total: number;
  without: number;
  productionTotal: number;
  productionWithout: number;
}

/** Servers that may be in use, and how many of them have no revocation path: kept counts. */
export async function countPathCoverage(tx: Tx): Promise<PathCoverage> {
  const figures = await readFigures(tx);
  const [without] = await countFacets(tx, [{ field: "is", values: ["no_revocation_path"] }]);
  return {
    total: figures.in_use,
    without: without?.count ?? 0,
    productionTotal: figures.production_in_use,
    productionWithout: figures.production_without_path,
  };
}
