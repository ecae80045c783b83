import type { ServerState } from "../kernel/generated/enums.ts";

/** Seconds after which a running introspection is taken for lost: twice the longest it may take. */
export const STALE_SECONDS = 90;

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
