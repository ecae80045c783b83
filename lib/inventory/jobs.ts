import type { Reactions, Sweep } from "../kernel/reaction.ts";
import { foldFacets } from "./facet-store.ts";
import { ownershipReactions, ownershipSweeps } from "./ownership-jobs.ts";
import { systemReactions } from "./system-jobs.ts";

export const reactions: Reactions = { ...systemReactions, ...ownershipReactions };

export const sweeps: readonly Sweep[] = [
  { name: "fold-server-facets", everyMinutes: 1, run: foldAll },
  ...ownershipSweeps,
];

/** Bounded: what a load of a million leaves behind is folded in a few minutes, and counts are right meanwhile. */
const ROUNDS_MAX = 20;

async function foldAll(organizationId: string): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await foldFacets(organizationId)) === 0) return;
  }
}
