import { AppError } from "../kernel/app-error.ts";

/** What was asked about a version is another one by now: answered 412 (RFC 9110), since the header asked for that. */
export class StaleVersion extends AppError {}

/**
 * The version that `If-Match: "7"` names; null without the header.
 *
 * @throws AppError `invalid` when it names none
 */
export function versionAsked(request: Request): number | null {
  const header = request.headers.get("if-match");
  if (header === null) return null;
  const version = Number(/^"?(\d{1,9})"?$/.exec(header.trim())?.[1]);
  if (version > 0) return version;
  throw new AppError("invalid", 'Send If-Match with the version that you read, such as `If-Match: "7"`.');
}

/** The `ETag` of an answer that says its version. */
export function versionTag(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("version" in answer)) return null;
  return typeof answer.version === "number" ? `"${answer.version}"` : null;
}

/** Does the work; a conflict is that the version is no longer the one that was asked about. */
export async function assertStillThat<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    throw new StaleVersion(error.code, error.publicMessage, { fields: error.fields, cause: error });
  }
}
