import { useEffect, useSyncExternalStore } from "react";

/*
 * Whether the draft on the screen differs from the one that is saved. The editor and the page's actions are apart on the
 * page, so it is kept here, between them.
 */
let hasUnsaved = false;
const listeners = new Set<() => void>();

function setUnsaved(value: boolean) {
  if (hasUnsaved === value) return;
  hasUnsaved = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True while the editor holds what is not saved. */
export function useUnsaved(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => hasUnsaved,
    () => false,
  );
}

/** For the editor: says that it holds what is not saved, and asks before the page is left. */
export function useTellUnsaved(isChanged: boolean) {
  useEffect(() => {
    setUnsaved(isChanged);
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
      setUnsaved(false);
    };
  }, [isChanged]);
}
