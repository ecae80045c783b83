import { type ZodType, z } from "zod";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";

type Schema = {
  type?: string | string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  items?: Schema;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
};

/** Fields whose rules a schema's shape does not tell; by name. */
const BY_NAME: Record<string, unknown> = {
  transport: "streamable_http",
  url: "https://mcp.example.com/mcp",
  environment: "development",
  ownerId: "0198c0de-0000-7000-8000-000000000001",
  backupOwnerId: "0198c0de-0000-7000-8000-000000000002",
  serverId: "0198c0de-0000-7000-8000-000000000003",
  toolIds: ["0198c0de-0000-7000-8000-000000000004"],
  hash: "0".repeat(64),
  evidenceHash: `sha256:${"0".repeat(64)}`,
  commandDigest: `sha256:${"0".repeat(64)}`,
  slug: "a-slug",
  document: STARTING_POLICY,
  recurrence: { rule: "FREQ=WEEKLY", startsOn: "2030-01-01", atTime: "09:00", timeZone: "Europe/Vienna" },
};

/** Fields that JSON has no type for. */
const UNTYPED: Record<string, unknown> = {
  after: 0n,
  until: 1n,
  tokenHash: new Uint8Array(32),
  startedOn: new Date("2026-01-01"),
};

/** Optional fields that a rule between fields asks for all the same. */
const WANTED = ["url", "serverId", "toolIds", "itemIds", "itemId", "removals", "lastAnswerId"];

/** An input that the schema accepts, made from its shape: for asking whether somebody is let in at all. */
export function sampleInput(schema: ZodType): unknown {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Schema;
  return sample(shape, "");
}

function sample(schema: Schema, name: string): unknown {
  const named = BY_NAME[name];
  if (named !== undefined && Array.isArray(named) === (schema.type === "array")) return named;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return sample(choice, name);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => sample(part, name)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return sampleObject(schema);
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, name));
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return false;
    case "string":
      return sampleText(schema, name);
    default:
      return UNTYPED[name] ?? null;
  }
}

function sampleObject({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  const names = [...required, ...Object.keys(properties).filter((name) => WANTED.includes(name))];
  return Object.fromEntries(names.map((name) => [name, sample(properties[name] ?? {}, name)]));
}

function sampleText({ format, minLength = 1 }: Schema, name: string): string {
  if (format === "uuid") return "0198c0de-0000-7000-8000-00000000000a";
  if (format === "email") return "somebody@test.example";
  if (format === "date") return "2030-01-01";
  if (format === "date-time") return "2030-01-01T00:00:00Z";
  if (format === "uri") return "https://mcp.example.com/";
  return `${name || "text"}-`
    .repeat(Math.ceil(minLength / (name.length + 1)) + 1)
    .slice(0, Math.max(minLength, 12));
}
