"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { tabAfter } from "./tab-keys.ts";

/**
 * A row of links that arrow keys move through. They stay links, so Tab still reaches each and Enter opens it: a key
 * that only moves must not load a page.
 */
export function TabRow({ children }: { children: ReactNode }) {
  return (
    <ul className="flex gap-1" onKeyDown={moveByArrows}>
      {children}
    </ul>
  );
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a[href]")];
  const next = tabAfter(event.key, links.indexOf(event.target as HTMLElement), links.length);
  if (next === null) return;
  event.preventDefault();
  links[next]?.focus();
}
