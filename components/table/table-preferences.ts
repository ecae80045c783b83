/** How one reader likes one table. Kept in a cookie, so that the first render is already right. */
export type TablePreferences = {
  density: "comfortable" | "compact";
  hidden: readonly string[];
  /** Column ids; those that are not named follow in the order they are declared. */
  order: readonly string[];
  /** Pixels by column id. Empty: the columns share the room by what is in them. */
  widths: Readonly<Record<string, number>>;
};

const COLUMNS_AT_MOST = 50;
export const WIDTH_MIN_PX = 64;
export const WIDTH_MAX_PX = 960;

export function tableCookie(tableName: string): string {
  return `steward-table-${tableName}`;
}

/** Reads the cookie's value; anything odd reads as no preference. */
export function parseTablePreferences(value: string | undefined): TablePreferences | undefined {
  if (value === undefined) return undefined;
  const [density, hidden = "", order = "", widths = ""] = value.split("|");
  if (density !== "comfortable" && density !== "compact") return undefined;
  const entries = ids(widths).flatMap((entry) => {
    const [id = "", pixels] = entry.split(":");
    const width = Number(pixels);
    return id !== "" && width > 0 ? [[id, clampWidth(width)] as const] : [];
  });
  return { density, hidden: ids(hidden), order: ids(order), widths: Object.fromEntries(entries) };
}

export function formatTablePreferences({ density, hidden, order, widths }: TablePreferences): string {
  const entries = Object.entries(widths).map(([id, width]) => `${id}:${width}`);
  return [density, hidden.join(","), order.join(","), entries.join(",")].join("|");
}

export function clampWidth(pixels: number): number {
  return Math.round(Math.min(Math.max(pixels, WIDTH_MIN_PX), WIDTH_MAX_PX));
}

/** Columns in the reader's order. The first one names the row and stays first. */
export function inOrder<Column extends { id: string }>(
  columns: readonly Column[],
  order: readonly string[],
): readonly Column[] {
  const [first, ...others] = columns;
  if (first === undefined || order.length === 0) return columns;
  const placeOf = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [first, ...others.toSorted((one, other) => placeOf(one.id) - placeOf(other.id))];
}

function ids(list: string): string[] {
  return list.split(",").filter(Boolean).slice(0, COLUMNS_AT_MOST);
}
