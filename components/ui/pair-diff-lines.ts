/** `parts`, where present, are the line's text in pieces, the changed words marked. */
export type DiffLine = {
  kind: "same" | "added" | "removed";
  text: string;
  parts?: readonly { text: string; isChanged: boolean }[];
};
export type DiffPair = { before: DiffLine | undefined; after: DiffLine | undefined };

/** Lays a unified diff out in two columns: a run of removals stands beside the run of additions that follows it. */
export function pairDiffLines(lines: readonly DiffLine[]): DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  function flush() {
    const height = Math.max(removed.length, added.length);
    for (let row = 0; row < height; row += 1) pairs.push({ before: removed[row], after: added[row] });
    removed = [];
    added = [];
  }
  for (const line of lines) {
    if (line.kind === "added") added.push(line);
    else if (line.kind === "removed") {
      if (added.length > 0) flush();
      removed.push(line);
    } else {
      flush();
      pairs.push({ before: line, after: line });
    }
  }
  flush();
  return pairs;
}
