import Link from "next/link";
import { buttonLook } from "#components/ui/button-look.ts";
import { cn } from "#components/ui/class-names.ts";
import type { DiffLayout } from "#components/ui/diff-view.tsx";
import { type ComparisonSearch, compareHref } from "./compare-href.ts";

const LAYOUTS = [
  { layout: "side-by-side", view: undefined, words: "Side by side" },
  { layout: "unified", view: "unified", words: "In one column" },
] as const satisfies readonly { layout: DiffLayout; view: string | undefined; words: string }[];

/** How the difference lies. A narrow screen has room for one column only, so there is nothing to choose there. */
export function LayoutLinks(props: { path: string; search: ComparisonSearch; layout: DiffLayout }) {
  const { path, search } = props;
  return (
    <nav aria-label="How to show the difference" className="hidden @2xl:block print:hidden">
      <ul className="flex gap-1">
        {LAYOUTS.map(({ layout, view, words }) => (
          <li key={layout}>
            <Link
              href={compareHref(path, { ...search, view })}
              scroll={false}
              aria-current={layout === props.layout ? "true" : undefined}
              className={cn(buttonLook("ghost", "small"), layout === props.layout && "bg-pressed text-ink")}
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
