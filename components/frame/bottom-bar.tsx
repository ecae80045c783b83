"use client";

import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cn } from "#components/ui/class-names.ts";
import { isCurrentItem, type RailItem } from "./rail-item.ts";

const SHOWN = 4;
// Only a phone needs it, and only when asked.
const MoreSheet = dynamic(() => import("./more-sheet.tsx").then((module) => module.MoreSheet), {
  ssr: false,
});

/** The way around on a phone: the first four places, and a sheet with the rest. */
export function BottomBar({ items }: { items: readonly RailItem[] }) {
  const pathname = usePathname();
  const [sheet, setSheet] = useState<"never-opened" | "open" | "closed">("never-opened");
  const rest = items.slice(SHOWN);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-canvas pb-[env(safe-area-inset-bottom)] sm:hidden print:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {items.slice(0, SHOWN).map((item) => (
          <li key={item.href}>
            <BarLink item={item} isCurrent={isCurrentItem(item, pathname)} />
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => setSheet("open")}
              className={cn(TAB, "w-full text-ink-muted")}
            >
              <Ellipsis aria-hidden="true" />
              More
            </button>
          </li>
        )}
      </ul>
      {sheet !== "never-opened" && (
        <MoreSheet
          items={rest}
          isOpen={sheet === "open"}
          onOpenChange={(isOpen) => setSheet(isOpen ? "open" : "closed")}
        />
      )}
    </nav>
  );
}

function BarLink({ item, isCurrent }: { item: RailItem; isCurrent: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(TAB, isCurrent ? "text-accent font-strong" : "text-ink-muted")}
    >
      <span aria-hidden="true">{item.icon}</span>
      <span className="max-w-full truncate">{item.label}</span>
      {item.count !== undefined && item.count > 0 && (
        <span className="absolute top-1 left-1/2 ml-1.5 rounded-full bg-accent px-1 text-[0.625rem] text-accent-ink leading-4 tabular-nums font-strong">
          {item.count > 99 ? "99+" : item.count}
          <span className="sr-only"> waiting</span>
        </span>
      )}
    </Link>
  );
}

const TAB =
  "relative grid h-14 content-center justify-items-center gap-0.5 px-1 text-small -outline-offset-2 [&_svg]:size-5";
