import type { EventType, JsonObject } from "./events.ts";

/** Why something did not happen. Doors translate the code; see `docs/architecture.md` for what each means. */
export type AppErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "refused"
  | "limited"
  | "unavailable"
  | "internal";

/** How a refusal is written into the trail when "refused by a rule" would say too little. */
export interface RefusalRecord {
  type: EventType;
  detail: JsonObject;
}

/** What an audited refusal was about. */
export interface ErrorSubject {
  kind: string;
  id: string | null;
  name: string;
}

interface AppErrorOptions {
  /** For the log only; never leaves the server. */
  detail?: string;
  cause?: unknown;
  /** Message per input field, by dotted path. */
  fields?: Record<string, string>;
  subject?: ErrorSubject;
  recordedAs?: RefusalRecord;
}

/**
 * The one error that crosses rooms. `publicMessage` is shown to people and says what to do next.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly publicMessage: string;
  readonly detail: string | undefined;
  readonly fields: Record<string, string>;
  readonly subject: ErrorSubject | undefined;
  readonly recordedAs: RefusalRecord | undefined;

  constructor(code: AppErrorCode, publicMessage: string, options: AppErrorOptions = {}) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.publicMessage = publicMessage;
    this.detail = options.detail;
    this.fields = options.fields ?? {};
    this.subject = options.subject;
    this.recordedAs = options.recordedAs;
  }
}

/** Invisible is not found: the same answer whether it does not exist or belongs to somebody else. */
export function notFound(what: string): AppError {
  return new AppError("not_found", `There is no such ${what}, or you may not see it.`);
}

/** Somebody changed it between the read and the write. */
export function conflict(what: string): AppError {
  return new AppError("conflict", `Somebody else changed this ${what} a moment ago. Reload and try again.`);
}

/** A rule says no, with its reason. Refusals are audited. */
export function refused(reason: string, subject?: ErrorSubject): AppError {
  return new AppError("refused", reason, subject === undefined ? {} : { subject });
}
