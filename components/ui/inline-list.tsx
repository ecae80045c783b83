import type { ReactNode } from "react";

/** A few short things in a row that may wrap: tags, badges. Says "none" in words when there are none. */
export function InlineList(props: { items: readonly { key: string; item: ReactNode }[]; none?: ReactNode }) {
  if (props.items.length === 0) return <span className="text-ink-faint">{props.none ?? "None"}</span>;
  return (
    <ul className="flex flex-wrap gap-1">
      {props.items.map((entry) => (
        <li key={entry.key} className="min-w-0 max-w-full">
          {entry.item}
        </li>
      ))}
    </ul>
  );
}
