import { useEffect, useState } from "react";
import type { Facets } from "./filter-values.ts";
import type { FilterOption } from "./filters.ts";

export type FacetState = { status: "loading" } | { status: "known"; facets: Facets } | { status: "failed" };

/** Asks once for what occurs how often. Without an address there is nothing to ask for. */
export function useFacets(href: string | undefined): FacetState {
  const [state, setState] = useState<FacetState>(
    href === undefined ? { status: "known", facets: {} } : { status: "loading" },
  );
  useEffect(() => {
    if (href === undefined) return;
    const asked = new AbortController();
    fetchJson<Facets>(href, asked.signal).then(
      (facets) => setState({ status: "known", facets }),
      () => asked.signal.aborted || setState({ status: "failed" }),
    );
    return () => asked.abort();
  }, [href]);
  return state;
}

const PAUSE_MS = 200;

/** Values by name, once the typing pauses. */
export function useFoundValues(href: string | undefined): readonly FilterOption[] {
  const [found, setFound] = useState<readonly FilterOption[]>([]);
  useEffect(() => {
    if (href === undefined) return;
    const asked = new AbortController();
    const pause = setTimeout(() => {
      // Without an answer there is simply nothing found: the values that occur most are shown already.
      fetchJson<readonly FilterOption[]>(href, asked.signal).then(setFound, () => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      asked.abort();
    };
  }, [href]);
  return found;
}

async function fetchJson<Answer>(href: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(href, { signal });
  if (!response.ok) throw new Error(`${href} answered ${response.status}`);
  return response.json();
}
