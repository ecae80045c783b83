import type { ReactNode } from "react";

/** One place in the frame. `icon` is an element, so that a server component can pass it. */
export type RailItem = { href: string; label: string; icon: ReactNode; count?: number };

/** True for the item's own page and everything below it. The root matches only itself. */
export function isCurrentItem(item: RailItem, pathname: string): boolean {
  return pathname === item.href || (item.href !== "/" && pathname.startsWith(`${item.href}/`));
}
