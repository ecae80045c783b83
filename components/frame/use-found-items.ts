import { useEffect, useState } from "react";
import type { PaletteItem } from "./palette-item.ts";

const PAUSE_MS = 180;
const LETTERS_MIN = 2;

/** Places that only the server knows, once the typing pauses. Answers to what was typed before are not shown. */
export function useFoundItems(
  href: string | undefined,
  typed: string,
): { items: readonly PaletteItem[]; isLooking: boolean } {
  const query = typed.trim();
  const asks = href !== undefined && query.length >= LETTERS_MIN;
  const [answer, setAnswer] = useState<{ query: string; items: readonly PaletteItem[] }>({
    query: "",
    items: [],
  });
  useEffect(() => {
    if (!asks) return;
    const asked = new AbortController();
    const pause = setTimeout(async () => {
      const items = await find(`${href}${encodeURIComponent(query)}`, asked.signal);
      if (!asked.signal.aborted) setAnswer({ query, items });
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      asked.abort();
    };
  }, [asks, href, query]);
  const isAnswered = answer.query === query;
  return { items: asks && isAnswered ? answer.items : [], isLooking: asks && !isAnswered };
}

/** Without an answer the palette still goes to every place it knows, and to the list's own search. */
async function find(href: string, signal: AbortSignal): Promise<readonly PaletteItem[]> {
  try {
    const response = await fetch(href, { signal });
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}
