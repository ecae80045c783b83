import { Problem } from "../up/problem.ts";

/** Turns what PostgreSQL printed into words with a next step; the words themselves are kept below. */
export function explainServerWords(words: string, directory: string, cause?: unknown): Problem {
  return new Problem(`${advice(words, directory)}\n${lastLines(words)}`, { cause });
}

function advice(words: string, directory: string): string {
  if (/no space left|free disk space|ENOSPC|disk quota|EDQUOT/i.test(words)) {
    return `The disk that holds ${directory} is full. Nothing was lost: free some space and start again.`;
  }
  if (/permission denied|EACCES|EROFS|read-only file system/i.test(words)) {
    return `PostgreSQL may not write to ${directory}. Check who owns it, or choose another with STEWARD_DATA_DIR.`;
  }
  if (/address already in use|could not bind/i.test(words)) {
    return "The port chosen for PostgreSQL was taken by another program. Start again.";
  }
  if (/incompatible with server|initialized by PostgreSQL version/i.test(words)) {
    return `${directory} was made by another major version of PostgreSQL. Dump it with that version, or start with a new directory.`;
  }
  if (/could not (map|create).*shared memory|cannot allocate memory/i.test(words)) {
    return "There is not enough memory to start PostgreSQL.";
  }
  return `PostgreSQL could not start in ${directory}. It said:`;
}

function lastLines(words: string): string {
  const lines = words.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(-8)
    .map((line) => `  ${line}`)
    .join("\n");
}
