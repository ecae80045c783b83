import { diffArrays } from "diff";
import type { DiffLine, MarkedPart } from "./diff-line.ts";

/**
 * Marks, in each run of removed lines and the added ones after it, the words that differ. Runs are compared whole, so
 * that a word which only moved to the next line by wrapping is not marked. Runs with little in common stay unmarked:
 * there the lines themselves are the difference.
 */
export function markWords(lines: readonly DiffLine[]): DiffLine[] {
  const marked: DiffLine[] = [];
  for (let start = 0; start < lines.length; ) {
    const removed = runOf("removed", lines, start);
    const added = runOf("added", lines, start + removed.length);
    const run = [...removed, ...added];
    const same = run.length === 0 ? lines[start] : undefined;
    if (same !== undefined) marked.push(same);
    else marked.push(...(removed.length > 0 && added.length > 0 ? markRun(removed, added) : run));
    start += Math.max(run.length, 1);
  }
  return marked;
}

// Beyond these, words are as dear to compare as they are useless to read.
const MAX_RUN_WORDS = 5_000;
const MAX_WORD_EDITS = 1_000;
const LEAST_SHARED = 0.3;

function runOf(kind: DiffLine["kind"], lines: readonly DiffLine[], start: number): DiffLine[] {
  let end = start;
  while (lines[end]?.kind === kind) end += 1;
  return lines.slice(start, end);
}

function markRun(removed: DiffLine[], added: DiffLine[]): DiffLine[] {
  const plain = [...removed, ...added];
  const [before, after] = [removed.flatMap(wordsOf), added.flatMap(wordsOf)];
  if (before.length + after.length > MAX_RUN_WORDS) return plain;
  const changes = diffArrays(before, after, { maxEditLength: MAX_WORD_EDITS });
  if (!changes) return plain;
  const shared = changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? 0 : count), 0);
  if (shared < LEAST_SHARED * Math.min(before.length, after.length)) return plain;
  const isChangedIn = (other: "added" | "removed") =>
    changes
      .filter((change) => !change[other])
      .flatMap(({ count, added, removed }) => Array.from({ length: count }, () => added || removed));
  return [...dress(removed, isChangedIn("added")), ...dress(added, isChangedIn("removed"))];
}

function wordsOf({ text }: DiffLine): string[] {
  return text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** Cuts each line where its words begin or cease to differ. `isChanged` goes word by word through all of them. */
function dress(lines: DiffLine[], isChanged: boolean[]): DiffLine[] {
  let word = 0;
  return lines.map((line) => {
    const parts: MarkedPart[] = [];
    let end = 0;
    for (const text of wordsOf(line)) {
      const start = line.text.indexOf(text, end);
      const mark = isChanged[word] ?? false;
      append(parts, line.text.slice(end, start), mark && (parts.at(-1)?.isChanged ?? false));
      append(parts, text, mark);
      end = start + text.length;
      word += 1;
    }
    append(parts, line.text.slice(end), false);
    return parts.some((part) => part.isChanged) ? { ...line, parts } : line;
  });
}

function append(parts: MarkedPart[], text: string, isChanged: boolean): void {
  const last = parts.at(-1);
  if (last?.isChanged === isChanged) last.text += text;
  else if (text !== "") parts.push({ text, isChanged });
}
