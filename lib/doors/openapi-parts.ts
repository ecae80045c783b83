import type { JsonSchema } from "./api-declaration.ts";
import { STATUS } from "./route.ts";
import { sessionCookieName } from "./session-cookie.ts";

const problems = {
  Invalid: "What came in makes no sense; `errors` names the fields.",
  Unauthenticated: "No service token and no session, or one that is no longer good.",
  Forbidden: "This caller may not do this.",
  NotFound: "There is no such thing, or this caller may not see it.",
  Conflict: "It changed meanwhile, or a rule says no; `detail` says which.",
  Stale: "It is no longer the version that If-Match names.",
  Failed: "Anything else, such as too many requests (429) or a failure on our side (500, 503).",
} as const;

export function problem(name: keyof typeof problems): JsonSchema {
  return { $ref: `#/components/responses/${name}` };
}

const text = { type: "string" };

/** What the operations refer to. */
export function components(): JsonSchema {
  return {
    securitySchemes: {
      token: {
        type: "http",
        scheme: "bearer",
        description: "A service token, made under Settings. An operation names the scope that it needs.",
      },
      session: {
        type: "apiKey",
        in: "cookie",
        name: sessionCookieName(),
        description: "A person who is signed in, from Steward's own pages.",
      },
    },
    parameters: {
      IdempotencyKey: {
        name: "Idempotency-Key",
        in: "header",
        description:
          "Makes a write that is sent again run once: for a day it gets the first answer, with `idempotency-replayed: true`.",
        schema: { type: "string", minLength: 1, maxLength: 200 },
      },
      IfMatch: {
        name: "If-Match",
        in: "header",
        description:
          'The version that was read, such as `"7"`: when it is another one by now, 412 and nothing is done.',
        schema: text,
      },
    },
    responses: Object.fromEntries(
      Object.entries(problems).map(([name, description]) => [
        name,
        {
          description,
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      ]),
    ),
    schemas: {
      List: {
        type: "object",
        description: "A page of a list. What its items hold grows; none of it is taken away.",
        required: ["items"],
        properties: {
          items: { type: "array", items: { type: "object" } },
          nextCursor: { type: ["string", "null"], description: "Null on the last page." },
          total: {
            type: "object",
            required: ["count", "isEstimate"],
            properties: { count: { type: "integer" }, isEstimate: { type: "boolean" } },
          },
        },
      },
      Problem: {
        type: "object",
        description: "RFC 9457.",
        required: ["type", "title", "status", "code", "detail", "requestId", "errors"],
        properties: {
          type: text,
          title: text,
          status: { type: "integer" },
          code: { type: "string", enum: Object.keys(STATUS) },
          detail: { type: "string", description: "What is wrong and what to do next, for people." },
          requestId: { type: ["string", "null"], description: "To tell an administrator." },
          errors: {
            type: "array",
            items: {
              type: "object",
              required: ["field", "message"],
              properties: { field: text, message: text },
            },
          },
        },
      },
    },
  };
}
