/**
 * Something a person can act on, said in plain words: printed without a stack, exit status 1.
 * Anything else that is thrown is a bug and keeps its stack.
 */
export class Problem extends Error {
  override name = "Problem";
}

/** Prints an error the way the person at the terminal should read it. */
export function explain(error: unknown): string {
  if (error instanceof Problem) return error.message;
  const code = errorCode(error) ?? "";
  if (Object.hasOwn(SYSTEM_WORDS, code)) return `${SYSTEM_WORDS[code]}\n  ${String(error)}`;
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}

const SYSTEM_WORDS: Record<string, string> = {
  ENOSPC: "The disk is full. Nothing was lost: free some space and start again.",
  EDQUOT: "The disk quota is used up. Nothing was lost: free some space and start again.",
  EACCES: "A file or directory may not be used by the present user.",
  EPERM: "The system does not permit this to the present user.",
  EROFS: "The file system is read-only. Choose another directory with STEWARD_DATA_DIR.",
  ENOTDIR: "A directory is needed where there is a file.",
  EMFILE: "Too many files are open. Raise the limit (`ulimit -n`) and start again.",
};

/** Runs an entry point: a `Problem` ends the process with status 1 and words, anything else with its stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
