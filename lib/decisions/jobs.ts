import type { Sweep } from "#lib/kernel/reaction.ts";
import { clearOldChanges } from "./follow-store.ts";

export const sweeps: readonly Sweep[] = [
  { name: "clear-decision-changes", everyMinutes: 10, run: clearOldChanges },
];
