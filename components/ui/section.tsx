import { type ReactNode, useId } from "react";
import { cn } from "./class-names.ts";

/**
 * A titled part of a page. `flush` lets a table or list reach the border.
 * Title is a level-2 heading; set `level` to 3 inside another section.
 */
export function Section(props: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  flush?: boolean;
  level?: 2 | 3;
  id?: string;
  className?: string;
}) {
  const titleId = useId();
  const Heading = props.level === 3 ? "h3" : "h2";
  return (
    <section
      id={props.id}
      aria-labelledby={titleId}
      className={cn("rounded-large border border-line bg-surface print:border-0", props.className)}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2">
        <div className="min-w-0">
          <Heading id={titleId} className="text-title">
            {props.title}
          </Heading>
          {props.description !== undefined && (
            <p className="max-w-prose text-ink-muted">{props.description}</p>
          )}
        </div>
        {props.actions !== undefined && (
          <div className="flex flex-wrap items-center gap-2 print:hidden">{props.actions}</div>
        )}
      </div>
      <div className={props.flush ? "overflow-hidden rounded-b-large border-line border-t" : "px-4 pb-4"}>
        {props.children}
      </div>
    </section>
  );
}

/** A plain bordered box, for things that need no title of their own. */
export function Card(props: { children: ReactNode; className?: string }) {
  return (
    <div className={cn("rounded-large border border-line bg-surface p-4", props.className)}>
      {props.children}
    </div>
  );
}
