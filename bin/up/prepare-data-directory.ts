import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, Problem } from "./problem.ts";

/** Creates the data directory, and proves that it can be written to. @throws Problem in words when not. */
export async function prepareDataDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.write-${process.pid}`);
  try {
    // Under root, PostgreSQL runs as another user and has to pass through; files inside are private by themselves.
    await mkdir(directory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    await mkdir(join(directory, "logs"), { recursive: true, mode: 0o700 });
    await writeFile(probe, Buffer.alloc(64 * 1024));
    await rm(probe);
  } catch (cause) {
    await rm(probe, { force: true }).catch(() => {});
    throw new Problem(`${words(errorCode(cause), directory)}\n  ${String(cause)}`, { cause });
  }
}

function words(code: string | undefined, directory: string): string {
  if (code === "ENOSPC" || code === "EDQUOT") {
    return `The disk that holds ${directory} is full. Free some space and start again.`;
  }
  return `Steward cannot write to ${directory}. Check who owns it, or choose another with STEWARD_DATA_DIR.`;
}
