import type { getStages } from "#lib/reviews/queries/get-stages.ts";
import type { listReassignments } from "#lib/reviews/queries/list-reassignments.ts";

/** How far a review is in its stages, as its page has it. */
export type StagesNow = Awaited<ReturnType<typeof getStages>>;

export type Reassigned = Awaited<ReturnType<typeof listReassignments>>["items"][number];
