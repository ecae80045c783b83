import type { Impact } from "./impact.ts";

/** One sign of impact. `isAboutDeed` tells what a tool does from what it touches. */
export type Evidence = { rule: string; impact: Impact; words: string; isAboutDeed: boolean };
