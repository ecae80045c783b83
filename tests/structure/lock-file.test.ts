import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

// The lock file's own format (npm, lockfileVersion 3): packages by the folder they go to.
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, Locked>;
};

/** Where Node would look for a package, seen from the folder of the one that asks for it. */
function isLocked(from: string, name: string): boolean {
  const folder = from === "" ? "" : `${from}/`;
  if (packages[`${folder}node_modules/${name}`] !== undefined) return true;
  if (from === "") return false;
  return isLocked(from.slice(0, Math.max(0, from.lastIndexOf("node_modules/") - 1)), name);
}

test("the lock file is whole for every platform, so that `npm ci` installs anywhere", () => {
  // npm drops optional packages of other platforms when a registry does not carry them, and then refuses its own file.
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no registry", () => {
  expect(Object.values(packages).filter((locked) => locked.resolved !== undefined)).toEqual([]);
});
