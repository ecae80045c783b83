import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the local installation keeps its data. */
export function dataDirectory(): string {
  return resolve(ROOT, process.env.STEWARD_DATA_DIR || ".data");
}

export const MIGRATIONS = join(ROOT, "prisma/migrations");

/**
 * Takes the settings of the installation that `npm run up` runs here, unless DATABASE_APP_URL names another. Only
 * what is not set already is taken.
 *
 * @throws Error in words when nothing runs here
 */
export function takeSettings(): void {
  if (process.env.DATABASE_APP_URL) return;
  for (const [name, value] of Object.entries(runningSettings())) process.env[name] ||= value;
}

function runningSettings(): Record<string, string> {
  const path = join(dataDirectory(), "runtime.json");
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === "string"));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") {
      throw new Error(`${path} may be read only by the person who runs Steward.`, { cause: error });
    }
    throw new Error("Steward is not running here. Start it with `npm run up`, or set DATABASE_APP_URL.", {
      cause: error,
    });
  }
  throw new Error(`${path} is damaged. Stop Steward and start it again with \`npm run up\`.`);
}
