"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useId, useState } from "react";
import { cn } from "#components/ui/class-names.ts";
import { writePreference } from "./preference-cookie.ts";
import { THEME_COOKIE, type Theme } from "./theme.ts";

const ICONS = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, typeof Sun>;

/**
 * Three small buttons: like the system, light, dark. `theme` is what the cookie says. A choice shows at once, and
 * the cookie keeps it for the next request.
 */
export function ThemeSwitch({ theme: initial }: { theme: Theme }) {
  const [theme, setTheme] = useState(initial);
  const name = useId();
  function choose(next: Theme) {
    setTheme(next);
    writePreference(THEME_COOKIE, next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }
  return (
    <fieldset className="inline-flex w-fit rounded-medium border border-line bg-sunken p-0.5">
      <legend className="sr-only">Theme</legend>
      {THEMES.map((option) => {
        const Icon = ICONS[option.value];
        return (
          <label key={option.value} title={option.label} className={OPTION}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={theme === option.value}
              onChange={() => choose(option.value)}
              className="sr-only"
            />
            <Icon aria-hidden="true" className="size-3.5" />
            <span className="sr-only">{option.label}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

const OPTION = cn(
  "grid size-6 cursor-pointer place-items-center rounded-small text-ink-muted hover:text-ink touch:size-10",
  "has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus",
);

const THEMES = [
  { value: "system", label: "Like the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies readonly { value: Theme; label: string }[];
