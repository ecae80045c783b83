import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";

type Property = Record<string, unknown>;

/** What the server says of the tool in its annotations; a claim, which some of the demonstration's servers get wrong. */
const CLAIMS = {
  reads: { readOnlyHint: true, openWorldHint: false },
  searches: { readOnlyHint: true, openWorldHint: true },
  adds: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  sets: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  destroys: { readOnlyHint: false, destructiveHint: true },
} as const;

interface Shape {
  /** Names of the parameters that must be given; every one when left out. */
  required?: readonly string[];
  claim?: keyof typeof CLAIMS;
  title?: string;
}

/** One tool as its server would offer it: parameters by name become a closed JSON schema object. */
export function defineTool(
  name: string,
  description: string,
  properties: Record<string, Property>,
  { required = Object.keys(properties), claim, title }: Shape = {},
): ToolDefinition {
  return {
    name,
    description,
    inputSchema: { type: "object", properties, required: [...required], additionalProperties: false },
    ...(title === undefined ? {} : { title }),
    ...(claim === undefined ? {} : { annotations: { ...CLAIMS[claim] } }),
  };
}

export const text = (description: string, limits: Property = {}): Property => ({
  type: "string",
  description,
  ...limits,
});

export const count = (description: string, maximum = 100): Property => ({
  type: "integer",
  description,
  minimum: 1,
  maximum,
  default: Math.min(25, maximum),
});

export const choice = (description: string, values: readonly string[]): Property => ({
  type: "string",
  description,
  enum: [...values],
});

export const list = (description: string, items: Property = { type: "string" }): Property => ({
  type: "array",
  description,
  items,
});

export const flag = (description: string): Property => ({ type: "boolean", description, default: false });

export const moment = (description: string): Property => ({
  type: "string",
  format: "date-time",
  description,
});
