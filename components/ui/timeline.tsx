import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { MEANING_INK, type Meaning } from "./meaning.tsx";

export type TimelineEntry = {
  id: string;
  /** Who did what, in one sentence. */
  title: ReactNode;
  /** Usually a `Time`. */
  time: ReactNode;
  icon?: ReactNode;
  meaning?: Meaning;
  detail?: ReactNode;
};

/** What happened, in order: history and audit. */
export function Timeline(props: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol aria-label={props.label} className="grid">
      {props.entries.map((entry) => (
        <li key={entry.id} className="group relative grid grid-cols-[1.5rem_1fr] gap-x-3 pb-4 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute top-6 bottom-0 left-3 border-line border-l group-last:hidden"
          />
          <span
            aria-hidden="true"
            className={cn(
              "relative grid size-6 place-items-center rounded-full border border-line bg-surface [&_svg]:size-3.5",
              MEANING_INK[entry.meaning ?? "neutral"],
            )}
          >
            {entry.icon ?? <span className="size-1.5 rounded-full bg-current" />}
          </span>
          <div className="min-w-0 pt-0.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="min-w-0">{entry.title}</span>
              <span className="whitespace-nowrap text-ink-faint text-small">{entry.time}</span>
            </div>
            {entry.detail !== undefined && <div className="mt-0.5 text-ink-muted">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
