import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

/** Nothing here yet, or nothing matches: says which, and what to do next. */
export function EmptyState(props: {
  title: string;
  children?: ReactNode;
  icon?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("grid justify-items-center gap-1 px-6 py-12 text-center", props.className)}>
      {props.icon !== undefined && (
        <span aria-hidden="true" className="mb-2 text-ink-faint [&_svg]:size-6 [&_svg]:stroke-[1.5]">
          {props.icon}
        </span>
      )}
      <p className="text-title font-strong">{props.title}</p>
      {props.children !== undefined && (
        <div className="max-w-md text-ink-muted text-pretty">{props.children}</div>
      )}
      {props.actions !== undefined && (
        <div className="mt-3 flex flex-wrap justify-center gap-2">{props.actions}</div>
      )}
    </div>
  );
}
