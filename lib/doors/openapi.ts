import { PERMISSIONS, type Permission } from "../kernel/permissions.ts";
import { type ApiDeclaration, inputShape, type JsonSchema, keepsAnswer } from "./api-declaration.ts";
import { parametersOf } from "./openapi-parameters.ts";
import { components, problem } from "./openapi-parts.ts";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** By path, such as `/servers/{slug}`: what its module exports. */
export type ApiRoutes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The OpenAPI 3.1 document of these routes: made of nothing but their declarations. */
export function openApiDocument(
  routes: ApiRoutes,
  info: { title: string; version: string; description: string },
) {
  const paths = Object.entries(routes)
    .sort(([one], [other]) => one.localeCompare(other, "en"))
    .map(([path, module]) => [path, operationsOf(path, module)] as const);
  return {
    openapi: "3.1.1",
    info,
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }, { session: [] }],
    paths: Object.fromEntries(paths),
    components: components(),
  };
}

function operationsOf(path: string, module: Readonly<Record<string, unknown>>): JsonSchema {
  const operations = METHODS.flatMap((method) => {
    const declaration = declarationOf(module[method]);
    return declaration === null
      ? []
      : [[method.toLowerCase(), operation(path, method, declaration)] as const];
  });
  return Object.fromEntries(operations);
}

/** The declaration that a handler carries; null for what is none. */
export function declarationOf(handler: unknown): ApiDeclaration | null {
  if (typeof handler !== "function" || !("declaration" in handler)) return null;
  return handler.declaration as ApiDeclaration; // only `apiRoute` gives a handler one
}

function operation(path: string, method: Method, declaration: ApiDeclaration): JsonSchema {
  const { entrance, says, status = 200 } = declaration;
  const shape = inputShape(entrance.input);
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const filled = names.map((name) => declaration.path?.[name] ?? name);
  const isWrite = method !== "GET";
  const hasBody = isWrite && method !== "DELETE";
  const hasVersion = isWrite && "version" in shape.fields;
  const isKept = isWrite && keepsAnswer(declaration);
  return {
    operationId: [method.toLowerCase(), ...(path.match(/\w+/g) ?? [])].join("_"),
    tags: [/\w[\w-]*/.exec(path)?.[0] ?? "api"],
    summary: says,
    description: whoMay(entrance.permission),
    security: securityOf(entrance.permission),
    parameters: [
      ...parametersOf(names, filled, hasBody ? null : shape, { hasVersion }),
      ...(isKept ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
      ...(hasVersion ? [{ $ref: "#/components/parameters/IfMatch" }] : []),
    ],
    ...(hasBody ? { requestBody: bodyOf(shape.schema, filled) } : {}),
    responses: {
      [status]: success(declaration),
      400: problem("Invalid"),
      401: problem("Unauthenticated"),
      403: problem("Forbidden"),
      ...(names.length > 0 || isWrite ? { 404: problem("NotFound") } : {}),
      ...(isWrite ? { 409: problem("Conflict") } : {}),
      ...(hasVersion ? { 412: problem("Stale") } : {}),
      default: problem("Failed"),
    },
  };
}

/** A body without what the path fills. */
function bodyOf(schema: JsonSchema, filled: readonly string[]): JsonSchema {
  const properties = Object.entries((schema.properties ?? {}) as JsonSchema).filter(
    ([name]) => !filled.includes(name),
  );
  const required = ((schema.required ?? []) as string[]).filter((name) => !filled.includes(name));
  const body: JsonSchema = {
    ...schema,
    type: "object",
    properties: Object.fromEntries(properties),
    required,
  };
  return { required: true, content: { "application/json": { schema: body } } };
}

function success({ answer = "one", says }: ApiDeclaration): JsonSchema {
  if (typeof answer === "object") {
    const file = { schema: { type: "string" } };
    return { description: says, content: Object.fromEntries(answer.file.map((type) => [type, file])) };
  }
  const schema = answer === "one" ? { type: "object" } : { $ref: "#/components/schemas/List" };
  return { description: says, content: { "application/json": { schema } } };
}

function whoMay(permission: Permission | null): string {
  if (permission === null) return "Everybody who is signed in, and every service token.";
  const { people, tokens } = PERMISSIONS[permission];
  const ofTokens =
    tokens.length === 0
      ? "People only: a service token is answered 403."
      : `Service tokens with the scope ${tokens.map((scope) => `\`${scope}\``).join(" or ")}.`;
  return people.length === 0 ? ofTokens : `${ofTokens} People with the role ${people.join(" or ")}.`;
}

function securityOf(permission: Permission | null): JsonSchema[] {
  if (permission === null) return [{ token: [] }, { session: [] }];
  const { people, tokens } = PERMISSIONS[permission];
  return [...tokens.map((scope) => ({ token: [scope] })), ...(people.length > 0 ? [{ session: [] }] : [])];
}
