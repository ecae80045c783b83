"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Dialog } from "#components/ui/dialog.tsx";
import { isCurrentItem, type RailItem } from "./rail-item.ts";

/** The places that do not fit in the bottom bar. */
export function MoreSheet(props: {
  items: readonly RailItem[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const pathname = usePathname();
  return (
    <Dialog title="More" isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
      <ul className="-mx-2 grid">
        {props.items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              aria-current={isCurrentItem(item, pathname) ? "page" : undefined}
              onClick={() => props.onOpenChange(false)}
              className="flex min-h-11 items-center gap-3 rounded-medium px-2 hover:bg-hover aria-[current]:text-accent [&_svg]:size-4"
            >
              <span aria-hidden="true">{item.icon}</span>
              <span className="flex-1">{item.label}</span>
              {item.count !== undefined && item.count > 0 && (
                <span className="tabular-nums">{item.count > 99 ? "99+" : item.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
