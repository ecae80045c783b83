import { AppError, type AppErrorCode } from "../kernel/app-error.ts";
import { log } from "../kernel/log.ts";
import { requestId } from "../kernel/request-context.ts";

/** An error as people and programs outside may see it. */
export interface Problem {
  code: AppErrorCode;
  message: string;
  fields: Record<string, string>;
  requestId: string | null;
}

/** Whether it went wrong on our side: nobody can mend it at the form, so they need the id to tell an administrator. */
export function isOurs({ code }: Pick<Problem, "code">): boolean {
  return code === "internal" || code === "unavailable";
}

/** Translates any error. What is not an AppError is logged whole and told as nothing but a request id. */
export function toProblem(error: unknown): Problem {
  if (error instanceof AppError) {
    if (error.code === "unavailable" || error.code === "internal") {
      log.error({ code: error.code, detail: error.detail, err: error.cause }, error.publicMessage);
    }
    return { code: error.code, message: error.publicMessage, fields: error.fields, requestId: requestId() };
  }
  log.error({ err: error }, "unexpected error");
  return {
    code: "internal",
    message:
      "Something went wrong on our side. Nothing was changed. Try again, or tell an administrator the trace id.",
    fields: {},
    requestId: requestId(),
  };
}
