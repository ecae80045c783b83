import { pino } from "pino";
import { logSettings } from "./env.ts";
import { requestId } from "./request-context.ts";

const { level, processName } = logSettings();

/** Structured log of this process. Never given an input, a header or a secret: only names, ids and codes. */
export const log = pino({
  level,
  base: { process: processName },
  redact: {
    paths: ["authorization", "cookie", "*.authorization", "*.cookie", "*.token", "*.secret"],
    remove: true,
  },
  mixin: () => {
    const id = requestId();
    return id === null ? {} : { requestId: id };
  },
});
