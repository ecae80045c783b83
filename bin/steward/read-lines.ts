import { createReadStream } from "node:fs";

/** Characters. Longer than any event or review item we write; a longer line is none of ours. */
const LINE_MAX = 8_000_000;

/** The lines of a file, one at a time, so that a file of any length fits into memory. @throws Error on a giant line */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > LINE_MAX) throw new Error(`${path} has a line too long to be a file of ours.`);
    yield* parts;
  }
  if (rest !== "") yield rest;
}
