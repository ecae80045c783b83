/** How one reader likes one table. Kept in a cookie, so that the first render is already right. */
export type TablePreferences = { density: "comfortable" | "compact"; hidden: readonly string[] };

const COLUMNS_AT_MOST = 50;

export function tableCookie(tableName: string): string {
  return `steward-table-${tableName}`;
}

/** Reads the cookie's value; anything odd reads as no preference. */
export function parseTablePreferences(value: string | undefined): TablePreferences | undefined {
  if (value === undefined) return undefined;
  const [density, hidden = ""] = value.split("|");
  if (density !== "comfortable" && density !== "compact") return undefined;
  return { density, hidden: hidden.split(",").filter(Boolean).slice(0, COLUMNS_AT_MOST) };
}

export function formatTablePreferences(preferences: TablePreferences): string {
  return `${preferences.density}|${preferences.hidden.join(",")}`;
}
