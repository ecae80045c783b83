import { AppError } from "../kernel/app-error.ts";
import { translateDatabaseError } from "../kernel/database-error.ts";
import { assertConfinedRole } from "../kernel/db.ts";
import { env } from "../kernel/env.ts";
import { log } from "../kernel/log.ts";

/**
 * What every process checks before it serves: all settings at once, and that its database role is confined. A
 * database that is not there yet is no reason to end: the process starts, answers "unavailable", and recovers.
 * Whoever reports readiness asks `assertConfinedRole()` again, since here nobody could answer.
 *
 * Ends the process with status 1 and a message in words when the settings or the role are wrong.
 */
export async function checkStart(): Promise<void> {
  try {
    env();
    await assertConfinedRole();
  } catch (error) {
    const translated = translateDatabaseError(error);
    if (translated instanceof AppError && translated.code === "unavailable") {
      log.warn(`the database cannot be reached yet: ${translated.detail ?? "no answer"}`);
      return;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
