import { readFileSync } from "node:fs";
import { UsageError } from "./output.ts";

/**
 * A file's value, as a command's input: its schema judges it.
 *
 * @throws UsageError when it cannot be read, or is not JSON
 */
export function readJson<Input>(file: string): Input {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(
      error instanceof SyntaxError ? `${file} is not JSON.` : `The file ${file} cannot be read.`,
    );
  }
}
