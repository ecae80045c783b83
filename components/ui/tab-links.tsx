import Link from "next/link";
import { cn } from "./class-names.ts";
import { TabRow } from "./tab-row.tsx";

export type TabLink = { label: string; href: string; isCurrent: boolean; count?: number };

/** Tabs whose state is the URL: links, so they can be opened, shared and gone back to; arrow keys move among them. */
export function TabLinks(props: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={props.label} className="scroll-cue overflow-x-auto border-line border-b print:hidden">
      <TabRow>
        {props.tabs.map((tab) => (
          <li key={tab.href} className={tab.isCurrent ? "[scroll-initial-target:nearest]" : undefined}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.isCurrent ? "page" : undefined}
              className={cn(
                "-mb-px flex min-h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2 -outline-offset-2 touch:min-h-11",
                tab.isCurrent
                  ? "border-accent text-ink font-strong"
                  : "text-ink-muted hover:border-line-strong hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count !== undefined && <Count value={tab.count} />}
            </Link>
          </li>
        ))}
      </TabRow>
    </nav>
  );
}

/** A number beside a word, in a pill. */
export function Count({ value, hasMore = false }: { value: number; hasMore?: boolean | undefined }) {
  return (
    <span className="rounded-full bg-sunken px-1.5 text-ink-muted text-small tabular-nums font-normal">
      {value.toLocaleString("en")}
      {hasMore && "+"}
    </span>
  );
}
