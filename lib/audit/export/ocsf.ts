import type { Json } from "#lib/kernel/events.ts";
import { describeEvent, eventLabel } from "../model.ts";
import type { ChainRow } from "../verify-chain.ts";
import { type Activity, activityOf, isRefusal } from "./activity.ts";

const SCHEMA_VERSION = "1.5.0";
const ENTITY_MANAGEMENT = 3004;
const ACTIVITY_IDS: Record<Activity, number> = {
  create: 1,
  read: 2,
  update: 3,
  delete: 4,
  enable: 8,
  disable: 9,
  suspend: 12,
  resume: 13,
};

/** An event as OCSF Entity Management (class 3004; type_uid = class_uid * 100 + activity_id). Times in milliseconds. */
export function toOcsf({ sequence, hash, record }: ChainRow): { [key: string]: Json } {
  const activity = activityOf(record.type);
  const failed = isRefusal(record.type);
  const said = {
    type: record.type,
    actor: { kind: record.actorKind, id: record.actorId, name: record.actorName },
    subject: { kind: record.subjectKind, id: record.subjectId, name: record.subjectName },
    detail: record.detail,
  };
  return {
    category_uid: 3,
    category_name: "Identity & Access Management",
    class_uid: ENTITY_MANAGEMENT,
    class_name: "Entity Management",
    activity_id: ACTIVITY_IDS[activity],
    activity_name: activity[0]?.toUpperCase() + activity.slice(1),
    type_uid: ENTITY_MANAGEMENT * 100 + ACTIVITY_IDS[activity],
    time: Date.parse(record.occurredAt),
    severity_id: failed ? 3 : 1,
    severity: failed ? "Medium" : "Informational",
    status_id: failed ? 2 : 1,
    status: failed ? "Failure" : "Success",
    message: describeEvent(said),
    actor: { user: { uid: record.actorId, name: record.actorName, type: record.actorKind } },
    entity: { uid: record.subjectId, name: record.subjectName, type: record.subjectKind },
    metadata: {
      version: SCHEMA_VERSION,
      product: { name: "Steward", vendor_name: "Steward" },
      uid: record.id,
      event_code: record.type,
      sequence: Number(sequence),
      correlation_uid: record.requestId,
    },
    unmapped: {
      label: eventLabel(record.type),
      chain_hash: Buffer.from(hash).toString("hex"),
      detail: record.detail,
    },
  };
}
