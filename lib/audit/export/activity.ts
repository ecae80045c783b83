/** What an event type does to its subject, as security formats classify it. */
export type Activity = "create" | "read" | "update" | "delete" | "enable" | "disable" | "suspend" | "resume";

const BY_VERB: Record<string, Activity> = {
  created: "create",
  added: "create",
  registered: "create",
  discovered: "create",
  submitted: "create",
  issued: "create",
  started: "create",
  evidence_exported: "read",
  evidence_export_ended: "read",
  removed: "delete",
  expired_removed: "delete",
  revoked: "delete",
  enabled: "enable",
  reactivated: "enable",
  disabled: "disable",
  deactivated: "disable",
  suspended: "suspend",
  resumed: "resume",
};

/** By the past-tense verb of the type ("tool.enabled"); everything else changes something. */
export function activityOf(type: string): Activity {
  return BY_VERB[type.slice(type.indexOf(".") + 1)] ?? "update";
}

/** Somebody tried what they may not do, or what a rule forbids. */
export function isRefusal(type: string): boolean {
  return type === "command.denied" || type === "command.refused" || type === "user.sign_in_refused";
}
