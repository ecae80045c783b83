/** A place the palette can go to. `keywords` are matched and not shown. */
export type PaletteItem = { label: string; href: string; group: string; keywords?: string };
/** A search the palette can start: what was typed is added, encoded, to `hrefPrefix`. */
export type PaletteSearch = { label: string; hrefPrefix: string };

const SHOWN_AT_MOST = 40;

/**
 * Every word typed must occur; items whose label starts with what was typed come first, then other places, then what
 * was found by asking; searches come last.
 */
export function matchPalette(
  items: readonly PaletteItem[],
  searches: readonly PaletteSearch[],
  typed: string,
  foundByAsking: readonly PaletteItem[] = [],
): PaletteItem[] {
  const query = typed.trim().toLowerCase();
  const words = query.split(/\s+/u).filter(Boolean);
  const found = items.filter((item) => {
    const text = `${item.label} ${item.group} ${item.keywords ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const starts = found.filter((item) => query !== "" && item.label.toLowerCase().startsWith(query));
  const others = found.filter((item) => !starts.includes(item));
  const started =
    query === ""
      ? []
      : searches.map((search) => ({
          label: `${search.label} “${typed.trim()}”`,
          href: search.hrefPrefix + encodeURIComponent(typed.trim()),
          group: "Search",
        }));
  return [...starts, ...others, ...foundByAsking].slice(0, SHOWN_AT_MOST).concat(started);
}
