import { cn } from "./class-names.ts";
import type { DiffLine } from "./pair-diff-lines.ts";

/** One line of a diff; without a line, the empty place beside one that has no counterpart. */
export function DiffTextLine({ line }: { line: DiffLine | undefined }) {
  if (line === undefined) return <div className="bg-sunken" />;
  const look = LOOKS[line.kind];
  return (
    <div className={cn("flex gap-2 px-3 py-px font-mono text-[0.8125rem]", look.ground)}>
      <span aria-hidden="true" className={cn("w-3 shrink-0 select-none", look.sign)}>
        {look.symbol}
      </span>
      <span dir="ltr" className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {look.word !== undefined && <span className="sr-only">{look.word} </span>}
        <Text line={line} mark={look.mark} />
      </span>
    </div>
  );
}

function Text({ line, mark }: { line: DiffLine; mark: string }) {
  if (line.parts === undefined) return line.text || " ";
  let start = 0;
  return line.parts.map(({ text, isChanged }) => {
    const key = start;
    start += text.length;
    return isChanged ? (
      <mark key={key} className={cn("rounded-small text-ink underline underline-offset-3", mark)}>
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}

const LOOKS = {
  same: { symbol: " ", word: undefined, ground: "text-ink-muted", sign: "", mark: "" },
  added: {
    symbol: "+",
    word: "Added:",
    ground: "bg-good-soft",
    sign: "text-good",
    mark: "bg-good-line decoration-good",
  },
  removed: {
    symbol: "−",
    word: "Removed:",
    ground: "bg-danger-soft",
    sign: "text-danger",
    mark: "bg-danger-line decoration-danger",
  },
} satisfies Record<
  DiffLine["kind"],
  { symbol: string; word: string | undefined; ground: string; sign: string; mark: string }
>;
