import { now } from "#lib/kernel/clock.ts";
import { printable } from "./printable.ts";

/** Milliseconds between two lines where nobody watches: a log of an hour's work stays readable. */
const LINE_MS = 5_000;
/** Milliseconds between two changes of the line that a person watches. */
const GLANCE_MS = 100;

interface Screen {
  isTerminal: boolean;
  write: (text: string) => void;
  /** Milliseconds. */
  clock: () => number;
}

/**
 * Says how far a long work is; empty words end it. On a terminal one line that changes in place. Elsewhere a plain line
 * every few seconds, and nothing for work that is done before the first is due.
 */
export function progressOn({ isTerminal, write, clock }: Screen): (words: string) => void {
  let lastAt: number | null = null;
  return (given) => {
    const words = printable(given);
    if (words === "") {
      if (isTerminal) write("\r\u001b[K");
      lastAt = null;
      return;
    }
    const at = clock();
    if (lastAt === null && !isTerminal) lastAt = at;
    if (lastAt !== null && at - lastAt < (isTerminal ? GLANCE_MS : LINE_MS)) return;
    lastAt = at;
    write(isTerminal ? `\r\u001b[K${words}` : `${words}\n`);
  };
}

/** Progress on standard error: standard output is for the answer. */
export const progress = progressOn({
  isTerminal: process.stderr.isTTY === true,
  write: (text) => process.stderr.write(text),
  clock: () => now().getTime(),
});
