import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

const LABEL_WIDTH = 26;

/** What the person at the terminal sees: one line per step, with the time it took. */
export const screen = {
  say(text: string): void {
    write(`  ${text}\n`);
  },

  note(text: string): void {
    write(`  ${paint("dim", `· ${text}`)}\n`);
  },

  warn(from: string, text: string): void {
    write(`  ${paint("yellow", `${from}: ${text}`)}\n`);
  },

  /** Runs one step. `outcome` puts what came of it into words. */
  async step<T>(label: string, work: () => Promise<T>, outcome?: (result: T) => string): Promise<T> {
    const startedAt = performance.now();
    if (process.stdout.isTTY) write(`  ${paint("dim", `… ${label}`)}\r`);
    const clear = process.stdout.isTTY ? "\x1b[2K" : "";
    try {
      const result = await work();
      const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`.padStart(7);
      const words = outcome ? `  ${paint("dim", outcome(result))}` : "";
      write(`${clear}  ${paint("green", "✓")} ${label.padEnd(LABEL_WIDTH)}${seconds}${words}\n`);
      return result;
    } catch (error) {
      write(`${clear}  ${paint("red", "✗")} ${label}\n`);
      throw error;
    }
  },

  paint,
};

function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function write(text: string): void {
  process.stdout.write(text);
}
