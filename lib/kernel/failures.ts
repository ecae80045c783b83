import { log } from "./log.ts";

/** Runs for each in turn; one that fails keeps none of the others waiting. Gives what went wrong. */
export async function failuresOf<Of>(
  all: readonly Of[],
  run: (one: Of) => Promise<unknown>,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const one of all) {
    try {
      await run(one);
    } catch (error) {
      log.error({ of: one, err: error }, "one of several could not be gone on with");
      failures.push(error);
    }
  }
  return failures;
}

/** After all had their turn, so that the job is tried again. */
export function throwFirst(failures: readonly unknown[]): void {
  if (failures.length > 0) throw failures[0];
}
