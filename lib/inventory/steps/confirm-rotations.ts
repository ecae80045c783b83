import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { confirmRotationRows } from "../followed-rotation-store.ts";
import type { SeenValue } from "../seen-values.ts";

/**
 * Rotations of these servers' credentials whose new value stands where the former one stood: confirmed, and the
 * credential is recognised by it from now on. Not a change of the record: whoever edits one is not disturbed.
 */
export async function confirmRotations(
  { tx, now }: CommandContext,
  serverIds: readonly string[],
  seen: readonly SeenValue[],
): Promise<AuditableEvent[]> {
  if (seen.length === 0) return [];
  const confirmed = await confirmRotationRows(tx, serverIds, seen, now);
  return confirmed.map(({ id, name, serverId }) => ({
    type: "credential.rotation_confirmed",
    subject: { kind: "credential", id, name },
    detail: { serverId },
  }));
}
