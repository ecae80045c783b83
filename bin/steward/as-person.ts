import type { Command } from "commander";

/** What everything that is done in a person's name takes. */
export interface PersonOptions {
  as?: string;
  json?: boolean;
}

/** What came of it, for programs and for people. */
export interface Done {
  value: unknown;
  lines: string[];
}

export function asPerson(command: Command): Command {
  return command
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON");
}
