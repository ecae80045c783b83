import type { ReactNode } from "react";

/** How far a long piece of work is. `done` of `total`; without a total it says only that it goes on. */
export function Progress(props: { label: string; done: number; total?: number; detail?: ReactNode }) {
  const { done, total } = props;
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap justify-between gap-x-4">
        <span>{props.label}</span>
        <span className="text-ink-muted tabular-nums">
          {done.toLocaleString("en")}
          {total !== undefined && ` of ${total.toLocaleString("en")}`}
        </span>
      </div>
      <progress
        aria-label={props.label}
        max={total ?? 1}
        {...(total === undefined ? {} : { value: done })}
        className="bar text-accent"
      />
      {props.detail !== undefined && <div className="text-ink-faint text-small">{props.detail}</div>}
    </div>
  );
}
