"use client";

import { useState } from "react";
import { writePreference } from "./preference-cookie.ts";
import { THEME_COOKIE, type Theme } from "./theme.ts";

/** The theme and how to change it: at once on the page, and in the cookie for the next request. */
export function useTheme(initial: Theme): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(initial);
  function choose(next: Theme) {
    setTheme(next);
    writePreference(THEME_COOKIE, next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }
  return [theme, choose];
}

export const THEMES = [
  { value: "system", label: "Like the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies readonly { value: Theme; label: string }[];
