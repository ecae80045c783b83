import { lstat, stat } from "node:fs/promises";

/** What stands at a path. `closed`: we may not look, so whether anything is there is not known. */
export type PathKind = "file" | "folder" | "link" | "other" | "missing" | "closed";

/** Looks at the path itself: what a link points to is something else. */
export async function pathKind(path: string): Promise<PathKind> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return "link";
    if (found.isDirectory()) return "folder";
    return found.isFile() ? "file" : "other";
  } catch (error) {
    return isAbsence(error) ? "missing" : "closed";
  }
}

/** Whether what this link leads to is there. */
export async function leadsSomewhere(link: string): Promise<boolean> {
  try {
    await stat(link);
    return true;
  } catch (error) {
    return !isAbsence(error);
  }
}

/** Why a path that was named is not read, in words; null for what is. */
export const NOT_READ = {
  file: null,
  folder: null,
  link: "It is a link, and links are not followed. Name what it leads to.",
  other: "It is neither a file nor a folder (a pipe, a socket or a device), so it is not read.",
  missing: "There is no such file or folder.",
  closed: "It may not be looked at.",
} as const satisfies Record<PathKind, string | null>;

/** The name by which the system calls a failure, such as EACCES. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown";
}

/** ENOTDIR: a folder above it has become a file. */
function isAbsence(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(codeOf(error));
}
