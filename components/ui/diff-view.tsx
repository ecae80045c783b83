import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { DiffTextLine } from "./diff-text-line.tsx";
import { foldDiff } from "./fold-diff.ts";
import { type DiffLine, type DiffPair, pairDiffLines } from "./pair-diff-lines.ts";

export type { DiffLine };

export type DiffLayout = "side-by-side" | "unified";

/**
 * What changed between two texts: side by side where there is room, one column on a phone or when `layout` asks for
 * it. Lines are computed by whoever knows the texts; long stretches of equal lines are folded. Signs and hidden words
 * carry what the colours say.
 */
export function DiffView(props: {
  lines: readonly DiffLine[];
  before: string;
  after: string;
  layout?: DiffLayout;
}) {
  const { lines, before, after } = props;
  if (lines.every((line) => line.kind === "same")) {
    return (
      <p className="text-ink-muted">
        Nothing differs between {withinSentence(before)} and {withinSentence(after)}.
      </p>
    );
  }
  const isUnified = props.layout === "unified";
  return (
    <figure className="@container overflow-hidden rounded-medium border border-line">
      <figcaption
        className={cn(
          "grid gap-x-6 gap-y-1 border-line border-b bg-sunken px-3 py-1.5 text-ink-muted text-small",
          !isUnified && "@2xl:grid-cols-2",
        )}
      >
        <Side sign="−" look="text-danger" words={before} />
        <Side sign="+" look="text-good" words={after} />
      </figcaption>
      <div className={isUnified ? undefined : "@2xl:hidden"}>
        <Folds rows={lines} isSame={(line) => line.kind === "same"}>
          {(line) => <DiffTextLine line={line} />}
        </Folds>
      </div>
      {!isUnified && (
        <div className="hidden @2xl:block">
          <Folds rows={pairDiffLines(lines)} isSame={({ before }) => before?.kind === "same"}>
            {(pair) => <Pair pair={pair} />}
          </Folds>
        </div>
      )}
    </figure>
  );
}

/** A label, which begins with a capital, in the middle of a sentence; “PII” stays as it is. */
function withinSentence(label: string): string {
  return /^[A-Z][^A-Z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

function Side({ sign, look, words }: { sign: string; look: string; words: string }) {
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      <span aria-hidden="true" className={cn("font-mono", look)}>
        {sign}{" "}
      </span>
      {words}
    </span>
  );
}

function Folds<Row>(props: {
  rows: readonly Row[];
  isSame: (row: Row) => boolean;
  children: (row: Row) => ReactNode;
}) {
  return numbered(foldDiff(props.rows, props.isSame)).map(([{ isFolded, rows }, place]) => {
    const shown = numbered(rows).map(([row, key]) => <div key={key}>{props.children(row)}</div>);
    if (!isFolded) return <div key={place}>{shown}</div>;
    return (
      <details key={place} className="group border-line not-last:border-b not-first:border-t">
        <summary className="min-h-6 cursor-pointer bg-sunken px-3 py-1 text-ink-muted text-small -outline-offset-2 hover:bg-hover touch:min-h-11">
          {rows.length} lines are the same
        </summary>
        {shown}
      </details>
    );
  });
}

function Pair({ pair }: { pair: DiffPair }) {
  return (
    <div className="grid grid-cols-2 divide-x divide-line">
      <DiffTextLine line={pair.before} />
      <DiffTextLine line={pair.after} />
    </div>
  );
}

/** Lines have no identity but their place, and the text never changes in place. */
function numbered<Thing>(things: readonly Thing[]): [Thing, number][] {
  return things.map((thing, place) => [thing, place]);
}
