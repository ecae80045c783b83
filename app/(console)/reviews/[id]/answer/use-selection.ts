import { useState } from "react";
import type { WorkRow } from "./work-row.ts";

/** Items of low risk that are to be answered together. What is no longer on the page, or answered, is no longer chosen. */
export interface Selection {
  ids: readonly string[];
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  clear: () => void;
}

export function useSelection(rows: readonly WorkRow[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = rows.filter((row) => row.canBulk && chosen.has(row.id)).map(({ id }) => id);
  return {
    ids,
    has: (id) => ids.includes(id),
    toggle: (id) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    clear: () => setChosen(new Set()),
  };
}
