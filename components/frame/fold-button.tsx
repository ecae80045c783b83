"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type MouseEvent, useState } from "react";
import { writePreference } from "./preference-cookie.ts";
import { RAIL_COOKIE } from "./theme.ts";

/** Folds the rail to icons and back, and remembers it. */
export function FoldButton(props: { isFolded: boolean }) {
  const [isFolded, setIsFolded] = useState(props.isFolded);
  function toggle(event: MouseEvent) {
    const next = isFolded ? "open" : "folded";
    event.currentTarget.closest("[data-rail]")?.setAttribute("data-rail", next);
    writePreference(RAIL_COOKIE, next);
    setIsFolded(!isFolded);
  }
  const Icon = isFolded ? PanelLeftOpen : PanelLeftClose;
  return (
    <button
      type="button"
      aria-pressed={isFolded}
      title={isFolded ? "Show the words" : "Fold to icons"}
      onClick={toggle}
      className="flex h-8 w-full items-center gap-2.5 rounded-medium px-2 text-ink-faint hover:bg-hover hover:text-ink folded:justify-center"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <span className="folded:sr-only">Fold to icons</span>
    </button>
  );
}
