import { log } from "./log.ts";

/** Runs for each in turn; one that fails keeps none of the others waiting. Gives what went wrong. */
export async function failuresOf(
  ids: readonly string[],
  run: (id: string) => Promise<unknown>,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const id of ids) {
    try {
      await run(id);
    } catch (error) {
      log.error({ id, err: error }, "one of several could not be gone on with");
      failures.push(error);
    }
  }
  return failures;
}

/** After all had their turn, so that the job is tried again. */
export function throwFirst(failures: readonly unknown[]): void {
  if (failures.length > 0) throw failures[0];
}
