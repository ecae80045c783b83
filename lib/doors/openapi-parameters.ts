import { type InputShape, type JsonSchema, listOf } from "./api-declaration.ts";

/** What parameters of these names mean wherever they are. */
const MEANINGS: Readonly<Record<string, string>> = {
  cursor: "The `nextCursor` of the page before; left out, the first page.",
  limit: "Items on a page, at most.",
  sort: "A minus turns the order round.",
  q: "A part of a name.",
};

/**
 * The path's parameters, and the fields of the query string where there is one. What the path fills is in no query
 * string, and a version comes by If-Match.
 */
export function parametersOf(
  names: readonly string[],
  filled: readonly string[],
  shape: InputShape | null,
  { hasVersion }: { hasVersion: boolean },
): JsonSchema[] {
  const inPath = names.map((name, index) => ({
    name,
    in: "path",
    required: true,
    schema: pathSchema(name, shape?.fields[filled[index] ?? ""]),
  }));
  if (shape === null) return inPath;
  const inQuery = Object.entries(shape.fields)
    .filter(([name]) => !filled.includes(name) && !(hasVersion && name === "version"))
    .map(([name, field]) => ({
      name,
      in: "query",
      required: shape.required.includes(name),
      ...(name in MEANINGS ? { description: MEANINGS[name] } : {}),
      // Several values: the parameter comes several times, which is how OpenAPI reads an array in a query string.
      schema: listOf(field) ?? field,
    }));
  return [...inPath, ...inQuery];
}

function pathSchema(name: string, field: JsonSchema | undefined): JsonSchema {
  if (name === "id") return { type: "string", format: "uuid" };
  return name !== "slug" && field !== undefined ? field : { type: "string" };
}
