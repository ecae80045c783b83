import { pino } from "pino";
import { requestId } from "./request-context.ts";

/** Structured log of this process. Never given an input, a header or a secret: only names, ids and codes. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.STEWARD_PROCESS ?? "web" },
  redact: {
    paths: ["authorization", "cookie", "*.authorization", "*.cookie", "*.token", "*.secret"],
    remove: true,
  },
  mixin: () => {
    const id = requestId();
    return id === null ? {} : { requestId: id };
  },
});
