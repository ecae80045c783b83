import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/**
 * The paths under which something that no longer exists may be known: as it was named, and with the links above it
 * resolved, as a search writes down what it finds.
 */
export async function formerPaths(path: string): Promise<string[]> {
  const named = resolve(path);
  return [...new Set([named, await withoutLinks(named)])];
}

async function withoutLinks(path: string): Promise<string> {
  const above = dirname(path);
  if (above === path) return path;
  try {
    return join(await realpath(above), basename(path));
  } catch {
    // The folder above is gone as well.
    return join(await withoutLinks(above), basename(path));
  }
}
