import { AppError } from "#lib/kernel/app-error.ts";

/** A refusal is an answer; only what nobody foresaw is not. */
export async function tolerated(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code !== "internal" && error.code !== "unavailable") return false;
    throw error;
  }
}
