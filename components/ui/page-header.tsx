import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export type Crumb = { label: string; href: string };

/**
 * Title, one sentence that says what is going on, and the primary action at the right.
 * Breadcrumbs only below a list. `meta` is a line of badges or states under the title.
 */
export function PageHeader(props: {
  title: ReactNode;
  sentence?: ReactNode;
  actions?: ReactNode;
  breadcrumbs?: readonly Crumb[];
  meta?: ReactNode;
  /** Beside the title: which of several views of it is open. */
  beside?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-3xl">
        {props.breadcrumbs !== undefined && props.breadcrumbs.length > 0 && (
          <Breadcrumbs crumbs={props.breadcrumbs} />
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-display [overflow-wrap:anywhere]">{props.title}</h1>
          {props.beside}
        </div>
        {props.sentence !== undefined && <p className="mt-1 text-ink-muted text-pretty">{props.sentence}</p>}
        {props.meta !== undefined && (
          <div className="mt-2 flex flex-wrap items-center gap-2">{props.meta}</div>
        )}
      </div>
      {props.actions !== undefined && (
        <div className="flex flex-wrap items-center gap-2 print:hidden">{props.actions}</div>
      )}
    </header>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="mb-1 print:hidden">
      <ol className="flex flex-wrap items-center gap-1 text-ink-muted">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="flex items-center gap-1">
            <Link href={crumb.href} className="-mx-1 rounded-small px-1 py-0.5 hover:bg-hover hover:text-ink">
              {crumb.label}
            </Link>
            <ChevronRight aria-hidden="true" className="size-3.5 text-ink-faint" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
