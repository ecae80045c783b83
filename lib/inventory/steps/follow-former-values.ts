import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { listFormerValueRows, saveFormerSeen } from "../followed-rotation-store.ts";
import type { FormerValue } from "../seen-values.ts";

/**
 * Values from before a rotation, among those just seen or seen the last time: `countPlaces` says where each stands
 * still, of what was read since the rotation was recorded. Tells when that begins, and when it is over.
 */
export async function followFormerValues(
  { tx, now }: CommandContext,
  fingerprints: readonly string[],
  countPlaces: (values: readonly FormerValue[]) => Promise<ReadonlyMap<string, number>>,
): Promise<AuditableEvent[]> {
  const values = await listFormerValueRows(tx, fingerprints);
  if (values.length === 0) return [];
  const places = await countPlaces(values);
  const counts = values.map(({ rotationId }) => ({ rotationId, count: places.get(rotationId) ?? 0 }));
  const changed = await saveFormerSeen(tx, counts, now);
  return changed.map(({ id, name, serverId, count }) => ({
    type: count > 0 ? "credential.former_value_seen" : "credential.former_value_gone",
    subject: { kind: "credential", id, name },
    detail: { serverId, places: count },
  }));
}
