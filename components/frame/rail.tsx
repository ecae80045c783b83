"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "#components/ui/class-names.ts";
import { FoldButton } from "./fold-button.tsx";
import { isCurrentItem, type RailItem } from "./rail-item.ts";

/** The way around, at the left: words where there is room, icons with their words on hover and focus where not. */
export function Rail(props: { items: readonly RailItem[]; brand: ReactNode; isFolded: boolean }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 z-30 hidden h-dvh w-56 flex-col border-line border-r bg-canvas folded:w-14 sm:flex print:hidden"
    >
      <div className="flex h-14 shrink-0 items-center px-4 folded:justify-center folded:px-0">
        {props.brand}
      </div>
      <div className="flex-1 px-2 py-2">
        <ul className="grid gap-0.5">
          {props.items.map((item) => (
            <li key={item.href}>
              <RailLink item={item} isCurrent={isCurrentItem(item, pathname)} />
            </li>
          ))}
        </ul>
      </div>
      <div className="hidden px-2 pb-3 lg:block">
        <FoldButton isFolded={props.isFolded} />
      </div>
    </nav>
  );
}

function RailLink({ item, isCurrent }: { item: RailItem; isCurrent: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(
        "group/item relative flex h-8 items-center gap-2.5 rounded-medium px-2 folded:h-10 folded:justify-center [&_svg]:size-4",
        isCurrent ? "bg-pressed text-ink font-strong" : "text-ink-muted hover:bg-hover hover:text-ink",
      )}
    >
      <span aria-hidden="true" className={cn("shrink-0", isCurrent && "text-accent")}>
        {item.icon}
      </span>
      <span className={cn("min-w-0 flex-1 truncate", FOLDED_LABEL)}>{item.label}</span>
      {item.count !== undefined && item.count > 0 && (
        <span className="rounded-full bg-accent-soft px-1.5 text-accent text-small tabular-nums font-strong folded:absolute folded:-top-0.5 folded:-right-0.5 folded:px-1">
          {item.count > 99 ? "99+" : item.count}
          <span className="sr-only"> waiting</span>
        </span>
      )}
    </Link>
  );
}

// Folded, the word becomes a hint beside the icon; it stays in the page, so the link keeps its name.
const FOLDED_LABEL = cn(
  "folded:pointer-events-none folded:absolute folded:left-full folded:ml-2 folded:rounded-medium folded:border folded:border-line",
  "folded:bg-raised folded:px-2 folded:py-1 folded:text-ink folded:text-small folded:opacity-0",
  "folded:group-hover/item:opacity-100 folded:group-focus-visible/item:opacity-100",
);
