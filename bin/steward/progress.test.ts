import { describe, expect, it } from "vitest";
import { progressOn } from "./progress.ts";

function screen(isTerminal: boolean) {
  const written: string[] = [];
  const time = { ms: 0 };
  const progress = progressOn({ isTerminal, write: (text) => written.push(text), clock: () => time.ms });
  /** A work that says something every tenth of a second. */
  const work = (seconds: number) => {
    for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
      progress(`step ${tenth}`);
      time.ms += 100;
    }
    progress("");
  };
  return { written, work };
}

describe("progress where nobody watches", () => {
  it("says nothing of short work, however often there is some", () => {
    const { written, work } = screen(false);
    for (let times = 0; times < 10; times += 1) work(4);
    expect(written).toEqual([]);
  });

  it("is a plain line every few seconds of long work", () => {
    const { written, work } = screen(false);
    work(16);
    expect(written).toEqual(["step 50\n", "step 100\n", "step 150\n"]);
  });
});

describe("progress on a terminal", () => {
  it("begins at once, changes in place and leaves nothing behind", () => {
    const { written, work } = screen(true);
    work(0.3);
    expect(written).toEqual(["step 0", "step 1", "step 2", ""].map((words) => `\r\u001b[K${words}`));
  });
});
