"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { CornerDownLeft, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import { cn } from "#components/ui/class-names.ts";
import { leavePage } from "./leave-page.ts";
import { matchPalette, type PaletteItem, type PaletteSearch } from "./palette-item.ts";
import { useFoundItems } from "./use-found-items.ts";

type PaletteProps = {
  items: readonly PaletteItem[];
  searches: readonly PaletteSearch[];
  findHref: string | undefined;
};

/** The palette itself: type to filter, arrows to move, Enter to go. */
export function PaletteDialog(
  props: PaletteProps & { isOpen: boolean; onOpenChange: (isOpen: boolean) => void },
) {
  return (
    <Base.Root open={props.isOpen} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className="floating fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[min(28rem,calc(100dvh-1.5rem))] max-w-xl flex-col overflow-hidden sm:top-[12vh]">
          <Base.Title className="sr-only">Search or go to</Base.Title>
          <Choices {...props} onGo={() => props.onOpenChange(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Choices(props: PaletteProps & { onGo: () => void }) {
  const router = useRouter();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const { items: foundThere, isLooking } = useFoundItems(props.findHref, typed);
  const found = matchPalette(props.items, props.searches, typed, foundThere);

  function go(item: PaletteItem | undefined) {
    if (item === undefined) return;
    props.onGo();
    leavePage(() => router.push(item.href));
  }
  function press(event: KeyboardEvent) {
    if (event.key === "ArrowDown") setPlace(Math.min(place + 1, found.length - 1));
    else if (event.key === "ArrowUp") setPlace(Math.max(place - 1, 0));
    else if (event.key === "Enter") go(found[place]);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        <input
          role="combobox"
          aria-label="Search or go to"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found[place] === undefined ? undefined : `${listId}-${place}`}
          autoComplete="off"
          spellCheck={false}
          placeholder="Search or go to"
          value={typed}
          onKeyDown={press}
          onChange={(event) => {
            setTyped(event.target.value);
            setPlace(0);
          }}
          className="h-12 w-full bg-transparent outline-none placeholder:text-ink-faint"
        />
      </div>
      <div role="listbox" id={listId} aria-label="Places" className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {found.map((item, index) => (
          <Choice
            key={`${item.href} ${item.label}`}
            id={`${listId}-${index}`}
            item={item}
            isActive={index === place}
            onPoint={() => setPlace(index)}
            onGo={() => go(item)}
          />
        ))}
      </div>
      <p role="status" className={cn("px-4 py-6 text-center text-ink-muted", found.length > 0 && "sr-only")}>
        {found.length === 0
          ? "Nothing by that name"
          : isLooking
            ? "Looking for servers"
            : `${found.length} found`}
      </p>
    </>
  );
}

function Choice(props: {
  id: string;
  item: PaletteItem;
  isActive: boolean;
  onPoint: () => void;
  onGo: () => void;
}) {
  return (
    // The input keeps the focus and handles the keys; the options are for the pointer.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      role="option"
      id={props.id}
      aria-selected={props.isActive}
      ref={(element) => {
        if (props.isActive) element?.scrollIntoView({ block: "nearest" });
      }}
      onPointerMove={props.onPoint}
      onClick={props.onGo}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-medium px-2.5 aria-selected:bg-hover touch:min-h-11"
    >
      <span className="min-w-0 flex-1 truncate">{props.item.label}</span>
      <span className="text-ink-faint text-small">{props.item.group}</span>
      <CornerDownLeft
        aria-hidden="true"
        className={cn("size-3.5 text-ink-faint", !props.isActive && "invisible")}
      />
    </div>
  );
}
