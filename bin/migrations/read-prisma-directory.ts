import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { errorCode, Problem } from "../up/problem.ts";

export type Migration = { name: string; sql: string };

/** The migrations under `<directory>/migrations`, oldest first: one folder each, holding `migration.sql`. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const base = join(directory, "migrations");
  const entries = await readdir(base, { withFileTypes: true }).catch((cause) => {
    if (errorCode(cause) !== "ENOENT") throw cause;
    throw new Problem(`There are no migrations in ${base}.`, { cause });
  });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(join(base, name, "migration.sql"), "utf8") })),
  );
}

/** Every `.prisma` file under `<directory>/schema`, as path and content. */
export async function readSchema(directory: string): Promise<[path: string, content: string][]> {
  const base = join(directory, "schema");
  const entries = await readdir(base, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((entry) =>
    entry.isFile() && entry.name.endsWith(".prisma") ? [join(entry.parentPath, entry.name)] : [],
  );
  return Promise.all(
    paths
      .sort()
      .map(async (path): Promise<[string, string]> => [relative(base, path), await readFile(path, "utf8")]),
  );
}
