import type { ReactNode } from "react";
import { Avatar } from "#components/ui/person.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

/**
 * Who is signed in, the theme, and whatever the page puts in: links and a sign-out form, one under the other.
 * A native popover: Escape and a press outside close it, and it costs no script.
 */
export function PersonMenu(props: { name: string; detail: string; theme: Theme; children?: ReactNode }) {
  return (
    <>
      <button
        type="button"
        popoverTarget={PANEL_ID}
        className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-hover touch:size-11"
      >
        <Avatar name={props.name} />
        <span className="sr-only">Your menu, {props.name}</span>
      </button>
      <div
        id={PANEL_ID}
        popover="auto"
        className="floating fixed inset-auto top-13 right-4 m-0 w-64 max-w-[calc(100vw-2rem)] p-2 sm:right-6"
      >
        <div className="px-2 py-1.5">
          <p className="truncate font-strong">{props.name}</p>
          <p className="truncate text-ink-muted text-small">{props.detail}</p>
        </div>
        <div className="flex items-center justify-between gap-2 px-2 py-1.5">
          <span className="text-ink-muted">Theme</span>
          <ThemeSwitch theme={props.theme} />
        </div>
        {props.children !== undefined && <div className={CHILDREN}>{props.children}</div>}
      </div>
    </>
  );
}

// Made-up ids are unique within one render on the server. The frame outlives the page's, so its own must be fixed.
const PANEL_ID = "person-menu";

// Plain links and buttons inside look like the items of a menu.
const CHILDREN =
  "mt-1 grid border-line border-t pt-1 [&_:is(a,button)]:flex [&_:is(a,button)]:min-h-8 [&_:is(a,button)]:w-full [&_:is(a,button)]:items-center [&_:is(a,button)]:gap-2 [&_:is(a,button)]:rounded-small [&_:is(a,button)]:px-2 [&_:is(a,button)]:text-left [&_:is(a,button)]:hover:bg-hover";
