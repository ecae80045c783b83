import type { ServerState } from "../kernel/generated/enums.ts";

/**
 * Seconds after which a running introspection is taken for lost: more than asking (90, a package's first start) and
 * then recording the answer
 * (30, the longest a transaction may take) need together.
 */
export const RUNNING_LOST_SECONDS = 240;

/** Seconds after which a queued one is taken for lost: its job has one attempt, and that may die before it begins. */
export const QUEUED_LOST_SECONDS = 600;

export type IntrospectionVerdict = { ok: true } | { ok: false; reason: string };

/** Whether a server may be asked what it offers. A command runs on our machine, so each is allowed one by one. */
export function decideIntrospection(
  server: { state: ServerState; command: string | null },
  isCommandAllowed: boolean,
): IntrospectionVerdict {
  if (server.state === "revoked" || server.state === "retired") {
    return { ok: false, reason: `This server is ${server.state}; Steward no longer connects to it.` };
  }
  if (server.command !== null && !isCommandAllowed) {
    return {
      ok: false,
      reason:
        "Steward runs a command only when an administrator has allowed exactly this one. Ask for it to be allowed first.",
    };
  }
  return { ok: true };
}
