const SAME_PRESS_MS = 500;

/**
 * Calls `first` on the first Ctrl-C, SIGTERM, SIGHUP, or when the bootstrap that started us is gone; `again` on a
 * further one. One Ctrl-C arrives several times, from the terminal and passed on by npm, so near ones count as one.
 */
export function onStopSignals(first: () => void, again: () => void): void {
  let firstAt: number | undefined;
  const stop = () => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      first();
    } else if (performance.now() - firstAt > SAME_PRESS_MS) again();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  if (process.channel) {
    process.on("disconnect", stop);
    process.channel.unref();
  }
  // The terminal may close before we do; writing to it then must not end us before the database is stopped.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}
