import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

export type Fact = {
  label: string;
  value: ReactNode;
  /** One quiet line under the value. */
  hint?: ReactNode;
};

/** A list of names and values. `columns` is how many stand side by side where there is room. */
export function Facts(props: { items: readonly Fact[]; columns?: 1 | 2 | 3; className?: string }) {
  const columns = props.columns ?? 1;
  return (
    <dl
      className={cn(
        "grid grid-cols-1 gap-x-8",
        columns === 2 && "md:grid-cols-2",
        columns === 3 && "md:grid-cols-2 xl:grid-cols-3",
        props.className,
      )}
    >
      {props.items.map((item) => (
        <div
          key={item.label}
          className="grid min-w-0 grid-cols-[minmax(7rem,2fr)_3fr] items-baseline gap-4 border-line border-b py-2 last:border-b-0"
        >
          <dt className="text-ink-muted">{item.label}</dt>
          <dd className="min-w-0 break-words">
            {item.value}
            {item.hint !== undefined && <div className="text-small text-ink-faint">{item.hint}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
