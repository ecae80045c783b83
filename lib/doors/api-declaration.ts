import { type ZodType, z } from "zod";
import type { Permission } from "../kernel/permissions.ts";

/** What a route lets in: a command or a query, or something of the same shape. */
export interface Entrance<S extends ZodType = ZodType> {
  readonly input: S;
  /** Null where everybody may who is let in at all. */
  readonly permission: Permission | null;
}

/** What a success answers: one thing, a page of a list, a whole list, or a file of one of these media types. */
export type Answer = "one" | "page" | "list" | { file: readonly string[] };

export interface ApiOptions {
  /** One sentence: what it does or gives. */
  says: string;
  /** Parts of the path that fill a field of another name: `{ id: "requestId" }`. */
  path?: Readonly<Record<string, string>>;
  answer?: Answer;
  /** Status of success. */
  status?: number;
  bodyBytesMax?: number;
  /** False for a write whose answer must not be kept, since it holds a secret. */
  isRepeatable?: boolean;
}

/** A route as it is declared: what it parses with, and what its description is made of. */
export interface ApiDeclaration extends ApiOptions {
  entrance: Entrance;
}

export type JsonSchema = Record<string, unknown>;

export interface InputShape {
  schema: JsonSchema;
  fields: Readonly<Record<string, JsonSchema>>;
  required: readonly string[];
  /** Fields that hold several values. */
  lists: readonly string[];
}

/** The JSON Schema of what may come in, from the very schema that judges it. */
export function inputShape(input: ZodType): InputShape {
  const { $schema: _, ...schema } = z.toJSONSchema(input, {
    io: "input",
    unrepresentable: "any",
    // A format says it in one word; the pattern behind it is noise.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  }) as JsonSchema;
  const fields = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const lists = Object.keys(fields).filter((name) => listOf(fields[name]) !== undefined);
  return { schema, fields, required: (schema.required ?? []) as string[], lists };
}

/** The array in a field that takes one: some take a single value too. */
export function listOf(field: JsonSchema | undefined): JsonSchema | undefined {
  if (field === undefined) return undefined;
  const choices = [field, ...((field.anyOf ?? []) as JsonSchema[])];
  return choices.find(({ type }) => type === "array");
}

/** Whether a write of this answer may be sent again with its key: a file is never kept, and a secret neither. */
export function keepsAnswer({ answer = "one", isRepeatable = true }: ApiOptions): boolean {
  return isRepeatable && typeof answer === "string";
}
