import type { Impact } from "#lib/kernel/generated/enums.ts";

interface Waiting {
  impact: Impact;
  submittedAt: string | null;
}

const GRAVITY = { regulated: 3, executes: 2, changes_data: 1, reads: 0 } satisfies Record<Impact, number>;

/** The order an inbox is worked in: by business impact, then whoever has waited longest. */
export function gravestAndOldestFirst<Row extends Waiting>(rows: readonly Row[]): Row[] {
  return rows.toSorted(
    (a, b) =>
      GRAVITY[b.impact] - GRAVITY[a.impact] || (a.submittedAt ?? "").localeCompare(b.submittedAt ?? ""),
  );
}
