"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { Kbd } from "#components/ui/kbd.tsx";
import type { PaletteItem, PaletteSearch } from "./palette-item.ts";

// Most visits never open it, so it is not in the first load.
const PaletteDialog = dynamic(() => import("./palette-dialog.tsx").then((module) => module.PaletteDialog), {
  ssr: false,
});

/**
 * Search and commands: a button in the top bar, and Ctrl or Cmd with K anywhere. `items` are places to go;
 * `findHref` answers, with what was typed behind it, with more of them; `searches` turn what was typed into a link,
 * such as "Search servers" with `/servers?q=`.
 */
export function CommandPalette(props: {
  items: readonly PaletteItem[];
  searches?: readonly PaletteSearch[];
  findHref?: string;
}) {
  const [state, setState] = useState<"never-opened" | "open" | "closed">("never-opened");
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setState((before) => (before === "open" ? "closed" : "open"));
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setState("open")}
        className="flex h-8 items-center gap-2 rounded-medium border border-line bg-surface px-2 text-ink-muted hover:border-line-strong hover:text-ink sm:w-72 touch:h-11 touch:min-w-11 touch:justify-center sm:touch:justify-start"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="flex-1 text-left max-sm:sr-only">Search or go to</span>
        <span aria-hidden="true" className="hidden gap-1 sm:flex touch:hidden">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      {state !== "never-opened" && (
        <PaletteDialog
          items={props.items}
          searches={props.searches ?? []}
          findHref={props.findHref}
          isOpen={state === "open"}
          onOpenChange={(isOpen) => setState(isOpen ? "open" : "closed")}
        />
      )}
    </>
  );
}
