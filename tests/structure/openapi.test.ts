import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import * as itself from "#app/api/v1/openapi.json/route.ts";
import { ROUTES } from "#app/api/v1/openapi.json/routes.ts";
import { declarationOf, METHODS } from "#lib/doors/openapi.ts";

const ROOT = "app/api/v1";
const documented: Record<string, Record<string, unknown>> = { ...ROUTES, "/openapi.json": itself };

/** Every route on disk, by its path in the document; what answers for addresses that are none is no route. */
const onDisk = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /^route\.tsx?$/.test(entry.name))
  .map((entry) => ({ file: join(entry.parentPath, entry.name), folder: relative(ROOT, entry.parentPath) }))
  .filter(({ folder }) => folder !== "[...rest]")
  .map(({ file, folder }) => ({ file, path: `/${folder.replaceAll("[", "{").replaceAll("]", "}")}` }));

describe("the document of the REST interface", () => {
  test("holds every route that is on disk, and none that is not", () => {
    expect(Object.keys(documented).sort()).toEqual(onDisk.map(({ path }) => path).sort());
  });

  test.each(onDisk)("has every method of $path, declared", async ({ file, path }) => {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(file).href);
    const handlers = Object.keys(module).filter((name) => /^[A-Z]+$/.test(name));
    expect(handlers.length).toBeGreaterThan(0);
    expect(handlers.filter((name) => !(METHODS as readonly string[]).includes(name))).toEqual([]);
    for (const name of handlers) {
      expect(declarationOf(module[name]), `${name} is made by apiRoute`).not.toBeNull();
      expect(documented[path]?.[name], `${name} is of the module that the document names`).toBe(module[name]);
    }
  });
});
