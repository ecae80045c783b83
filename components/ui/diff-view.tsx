import { cn } from "./class-names.ts";
import { type DiffLine, type DiffPair, pairDiffLines } from "./pair-diff-lines.ts";

export type { DiffLine };

/**
 * What changed between two texts: side by side where there is room, one column on a phone. Lines are computed by
 * whoever knows the texts. Signs and hidden words carry what the colours say.
 */
export function DiffView(props: { lines: readonly DiffLine[]; before: string; after: string }) {
  if (props.lines.every((line) => line.kind === "same")) {
    return (
      <p className="text-ink-muted">
        Nothing differs between {props.before} and {props.after}.
      </p>
    );
  }
  return (
    <figure className="@container overflow-hidden rounded-medium border border-line">
      <figcaption className="grid gap-2 border-line border-b bg-sunken px-3 py-1.5 text-ink-muted text-small @3xl:grid-cols-2 @3xl:gap-6">
        <span>
          <span aria-hidden="true" className="font-mono text-danger">
            −{" "}
          </span>
          {props.before}
        </span>
        <span>
          <span aria-hidden="true" className="font-mono text-good">
            +{" "}
          </span>
          {props.after}
        </span>
      </figcaption>
      <div className="@3xl:hidden">
        {number(props.lines).map(([line, key]) => (
          <Line key={key} line={line} />
        ))}
      </div>
      <div className="hidden @3xl:block">
        {number(pairDiffLines(props.lines)).map(([pair, key]) => (
          <Pair key={key} pair={pair} />
        ))}
      </div>
    </figure>
  );
}

function Pair({ pair }: { pair: DiffPair }) {
  return (
    <div className="grid grid-cols-2 divide-x divide-line">
      <Line line={pair.before} />
      <Line line={pair.after} />
    </div>
  );
}

function Line({ line }: { line: DiffLine | undefined }) {
  if (line === undefined) return <div className="bg-sunken" />;
  const look = LOOKS[line.kind];
  return (
    <div className={cn("flex gap-2 px-3 py-px font-mono text-[0.8125rem]", look.ground)}>
      <span aria-hidden="true" className={cn("w-3 shrink-0 select-none", look.sign)}>
        {look.symbol}
      </span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {look.word !== undefined && <span className="sr-only">{look.word} </span>}
        {line.text || " "}
      </span>
    </div>
  );
}

const LOOKS = {
  same: { symbol: " ", word: undefined, ground: "text-ink-muted", sign: "" },
  added: { symbol: "+", word: "Added:", ground: "bg-good-soft", sign: "text-good" },
  removed: { symbol: "−", word: "Removed:", ground: "bg-danger-soft", sign: "text-danger" },
} satisfies Record<
  DiffLine["kind"],
  { symbol: string; word: string | undefined; ground: string; sign: string }
>;

/** Lines have no identity but their place, and the text never changes in place. */
function number<Thing>(things: readonly Thing[]): [Thing, number][] {
  return things.map((thing, place) => [thing, place]);
}
