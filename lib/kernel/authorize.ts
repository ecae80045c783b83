import type { ZodType, z } from "zod";
import type { Actor } from "./actor.ts";
import { AppError } from "./app-error.ts";
import { appendStandalone } from "./audit-log.ts";
import { now } from "./clock.ts";
import { log } from "./log.ts";
import { isPermitted, type Permission, whoMay } from "./permissions.ts";

/** Parses what came from outside; the error names every field, never quotes a value. */
export function parseInput<S extends ZodType>(
  schema: S,
  input: unknown,
  { allowsNul = false } = {},
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    if (allowsNul || !holdsUnstorable(parsed.data, DEPTH_MAX)) return parsed.data;
    throw new AppError(
      "invalid",
      "The text holds a NUL or half a character, which cannot be kept. Remove it and try again.",
    );
  }
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".") || "input"] ??= issue.message;
  const count = Object.keys(fields).length;
  throw new AppError(
    "invalid",
    count === 1 ? "One field needs attention." : `${count} fields need attention.`,
    {
      fields,
    },
  );
}

/** Deeper than any input of ours. */
const DEPTH_MAX = 12;

/**
 * PostgreSQL stores no NUL in a text, and no half of a surrogate pair in JSON. What people and programs send is refused;
 * what a server said is cleaned.
 */
function holdsUnstorable(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed();
  if (depth === 0 || typeof value !== "object" || value === null || value instanceof Uint8Array) return false;
  return Object.values(value).some((inner) => holdsUnstorable(inner, depth - 1));
}

/** Says no unless the permission table says yes; the denial is audited. */
export async function authorize(actor: Actor, permission: Permission, name: string): Promise<void> {
  if (isPermitted(actor, permission)) return;
  const error = new AppError("forbidden", `Only ${whoMay(permission)} may do this.`);
  await auditRefusal(actor, name, error);
  throw error;
}

/**
 * Puts a denial or a refusal into the trail, in a transaction of its own: the one that was refused is gone. If even
 * that cannot be written, the refusal stands all the same and the log says so.
 */
export async function auditRefusal(actor: Actor, name: string, error: AppError): Promise<void> {
  const subject = error.subject ?? { kind: "command", id: null, name };
  try {
    await appendStandalone(
      actor,
      {
        type: error.recordedAs?.type ?? (error.code === "refused" ? "command.refused" : "command.denied"),
        subject,
        detail: { command: name, reason: error.publicMessage, ...error.recordedAs?.detail },
      },
      now(),
    );
  } catch (cause) {
    log.error({ command: name, err: cause }, "a refusal could not be written to the audit trail");
  }
}
