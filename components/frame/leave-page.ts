type Ask = (go: () => void) => void;

let asking: Ask | null = null;

/** For a page that holds what is not saved: it is given each way elsewhere, and takes it or not. Returns the way out. */
export function askFirst(ask: Ask): () => void {
  asking = ask;
  return () => {
    if (asking === ask) asking = null;
  };
}

/** Goes elsewhere in the application, after the page has been asked. */
export function leavePage(go: () => void): void {
  if (asking === null) go();
  else asking(go);
}
