import { diffLines } from "diff";
import type { DiffLine } from "#lib/inventory/diff-line.ts";
import { markWords } from "#lib/inventory/mark-words.ts";
import { unmasked } from "#lib/inventory/unmasked.ts";

/** A thing that a request asks for: a tool, a consumer or a scope. `id` tells it from others of its kind. */
export interface AskedThing {
  kind: "tool" | "access" | "scope";
  id: string;
  name: string;
  /** What a tool was like when it was asked for. */
  digest: string | null;
}

export interface AskedBefore {
  durationDays: number;
  justification: string;
  things: readonly AskedThing[];
}

/** What differs between a request and the one whose place it took. Null where it is the same. */
export interface Differences {
  added: AskedThing[];
  removed: AskedThing[];
  /** Tools that were asked for before too, and have changed since. */
  changed: AskedThing[];
  durationDays: { before: number; after: number } | null;
  justification: DiffLine[] | null;
}

/** Compares what is asked with what was asked before it; the definitions of tools are compared elsewhere. */
export function whatDiffers(before: AskedBefore, after: AskedBefore): Differences {
  const isSame = (one: AskedThing) => (other: AskedThing) => other.kind === one.kind && other.id === one.id;
  return {
    added: after.things.filter((thing) => !before.things.some(isSame(thing))),
    removed: before.things.filter((thing) => !after.things.some(isSame(thing))),
    changed: after.things.filter((thing) => {
      const earlier = before.things.find(isSame(thing));
      return earlier !== undefined && earlier.digest !== thing.digest;
    }),
    durationDays:
      before.durationDays === after.durationDays
        ? null
        : { before: before.durationDays, after: after.durationDays },
    justification:
      before.justification === after.justification
        ? null
        : textDiff(before.justification, after.justification),
  };
}

/** Beyond so many edits the texts are shown one after the other. */
const MAX_EDITS = 1_000;

function textDiff(before: string, after: string): DiffLine[] {
  const [old, changed] = [`${unmasked(before)}\n`, `${unmasked(after)}\n`];
  const aligned = diffLines(old, changed, { maxEditLength: MAX_EDITS });
  if (!aligned) return [...lines(old, "removed"), ...lines(changed, "added")];
  return markWords(
    aligned.flatMap(({ value, added, removed }) =>
      lines(value, added ? "added" : removed ? "removed" : "same"),
    ),
  );
}

function lines(value: string, kind: DiffLine["kind"]): DiffLine[] {
  return value
    .replace(/\n$/, "")
    .split("\n")
    .map((text) => ({ kind, text }));
}
