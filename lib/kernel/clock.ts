let read: () => Date = () => new Date();

/** The only clock. Rules never call it: they are given `now`. */
export function now(): Date {
  return read();
}

/** Milliseconds since this process started, by a clock that nobody can set: for how long ago, never for when. */
export function elapsedMs(): number {
  return performance.now();
}

/** Replaces the clock in this process (tests only); returns what puts it back. */
export function setClock(reading: () => Date): () => void {
  const before = read;
  read = reading;
  return () => {
    read = before;
  };
}
