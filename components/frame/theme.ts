export type Theme = "light" | "dark" | "system";
export const THEME_COOKIE = "steward-theme";
export const RAIL_COOKIE = "steward-rail";

/** Reads the cookie's value. Put the result on `<html data-theme>`, where "system" means no attribute. */
export function parseTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

/** What `<html data-theme>` should say: nothing lets the system decide. */
export function themeAttribute(theme: Theme): "light" | "dark" | undefined {
  return theme === "system" ? undefined : theme;
}

/** Reads the rail's cookie. */
export function parseRail(value: string | undefined): "open" | "folded" {
  return value === "folded" ? "folded" : "open";
}
