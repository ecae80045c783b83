import { type RefObject, useEffect, useEffectEvent } from "react";
import { readPreference } from "#components/frame/preference-cookie.ts";

export const SHORTCUTS_COOKIE = "steward-shortcuts";

/**
 * Keyboard rows: `j` and `k` move, `x` selects (with Shift up to the row), `Enter` opens, `/` searches, `?` explains.
 * The focused row is the current row, so nothing is kept here. Silent while someone types, in an open dialog, and
 * when the reader turned the keys off.
 */
export function useRowKeys(frame: RefObject<HTMLElement | null>, onHelp: () => void): void {
  // The newest one without listening anew at every render.
  const help = useEffectEvent(onHelp);
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const container = frame.current;
      if (container === null || !isOurs(event, container)) return;
      if (event.key === "?") help();
      else if (!act(event, container)) return;
      event.preventDefault();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [frame]);
}

/** Does what the key stands for; false when it stands for nothing here. */
function act({ key, shiftKey }: KeyboardEvent, container: HTMLElement): boolean {
  const current = document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;
  switch (key) {
    case "j":
      return move(container, current, 1);
    case "k":
      return move(container, current, -1);
    case "x":
    case "X":
      return click(current, "input[type='checkbox']:not(:disabled)", shiftKey);
    case "Enter":
      // On a control inside the row Enter is that control's.
      return document.activeElement === current && click(current, "th a[href]");
    case "/": {
      const search = document.querySelector<HTMLElement>("[data-table-search]");
      search?.focus();
      return search !== null;
    }
    default:
      return false;
  }
}

function move(container: HTMLElement, current: HTMLElement | null, step: 1 | -1): boolean {
  const rows = [...container.querySelectorAll<HTMLElement>("[data-row]")];
  const place = current === null ? -1 : rows.indexOf(current);
  const next = place === -1 ? rows[0] : rows[place + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function click(row: HTMLElement | null, selector: string, shiftKey = false): boolean {
  const target = row?.querySelector<HTMLElement>(selector) ?? null;
  target?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
  return target !== null;
}

function isOurs(event: KeyboardEvent, container: HTMLElement): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target as Element;
  if (
    target.closest(
      "input:not([type='checkbox']), select, textarea, [contenteditable], [role='dialog'], [role='menu']",
    )
  ) {
    return false;
  }
  if (document.querySelector("[role='dialog'][data-open]") !== null) return false;
  // Of several tables, the one with the focus; without focus, the first.
  const focused = target.closest("[data-table]") ?? document.querySelector("[data-table]");
  return focused === container && readPreference(SHORTCUTS_COOKIE) !== "off";
}
