import { type AccessQuestion, NAME_CHARS } from "./input.ts";

/**
 * Whether what JSON.parse gave is a question that needs no reading: as the schema in `input.ts` has it, and with no name
 * that the schema would change. A gateway asks thousands of times a second, and the schema takes longer than the answer;
 * whatever is not plain goes through it, and gets its words.
 */
export function isPlainQuestion(value: unknown): value is AccessQuestion {
  if (!isObject(value)) return false;
  const { subject, action, resource, context } = value;
  return (
    isObject(subject) &&
    isPlainName(subject.type) &&
    isPlainName(subject.id) &&
    isOptionalObject(subject.properties) &&
    isObject(action) &&
    isPlainName(action.name) &&
    isOptionalObject(action.properties) &&
    isObject(resource) &&
    isPlainName(resource.type) &&
    isPlainName(resource.id) &&
    isOptionalObject(resource.properties) &&
    isOptionalObject(context)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOptionalObject(value: unknown): boolean {
  return value === undefined || isObject(value);
}

function isPlainName(value: unknown): boolean {
  return (
    typeof value === "string" && value.length > 0 && value.length <= NAME_CHARS && !value.includes("\u0000")
  );
}
