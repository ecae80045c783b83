import { type ReactNode, useId } from "react";

/** A heading over a table of its own: the table draws the box. */
export function TitledList(props: {
  title: string;
  description?: string | undefined;
  id?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section id={props.id} aria-labelledby={id} className="grid grid-cols-1 gap-2">
      <div>
        <h2 id={id} className="text-title">
          {props.title}
        </h2>
        {props.description !== undefined && <p className="max-w-prose text-ink-muted">{props.description}</p>}
      </div>
      {props.children}
    </section>
  );
}
