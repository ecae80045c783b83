"use client";

import { useEffect, useRef } from "react";
import { readPreference } from "#components/frame/preference-cookie.ts";
import { SHORTCUTS_COOKIE } from "#components/table/use-row-keys.ts";

/**
 * Single keys that do something on this page, by the key's name (`a`, `n`). Silent while someone types, while a
 * dialog or menu is open, and when the reader turned the keys off (WCAG 2.1.4).
 */
export function usePageKeys(keys: Readonly<Record<string, () => void>>): void {
  // The listener outlives a render; what it calls must be of the latest one.
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const act = latest.current[event.key];
      if (act === undefined || !isForThePage(event)) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isForThePage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target as Element;
  if (target.closest("input, select, textarea, [contenteditable], [role='dialog'], [role='menu']"))
    return false;
  if (document.querySelector("[role='dialog'][data-open]") !== null) return false;
  return readPreference(SHORTCUTS_COOKIE) !== "off";
}
