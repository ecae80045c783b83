import type { EventKind } from "./event-kind.ts";
import { REVIEW_EVENTS } from "./review-events.ts";

/** Anything that JSON can carry; what an event's detail is made of. Never a secret. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * Everything that can be in the audit trail. Names are past tense and permanent once shipped: trails of years ago
 * must stay readable.
 */
export const EVENTS = {
  "command.denied": { label: "Permission denied", announced: false },
  "command.refused": { label: "Refused by a rule", announced: false },

  "organization.created": { label: "Organization created", announced: false },
  "organization.demonstration_made": { label: "Demonstration data made", announced: false },
  "organization.loaded": { label: "Made-up servers loaded", announced: false },
  "user.added": { label: "Person added", announced: false },
  "user.signed_in": { label: "Signed in", announced: false },
  "user.sign_in_refused": { label: "Sign-in refused", announced: false },
  "session.opened": { label: "Session opened", announced: false },
  "session.expired_removed": { label: "Expired sessions removed", announced: false },
  "user.signed_out": { label: "Signed out", announced: false },
  "user.roles_changed": { label: "Roles changed", announced: false },
  "user.deactivated": { label: "Person deactivated", announced: true },
  "user.reactivated": { label: "Person reactivated", announced: true },
  "user.manager_changed": { label: "Manager changed", announced: false },
  "absence.set": { label: "Out of office set", announced: true },
  "absence.ended": { label: "Out of office ended", announced: true },
  "group.created": { label: "Group created", announced: false },
  "group.changed": { label: "Group changed", announced: true },
  "group.deleted": { label: "Group deleted", announced: true },
  "token.created": { label: "Service token created", announced: false },
  "token.revoked": { label: "Service token revoked", announced: false },
  "notice.sent": { label: "People told", announced: false },
  "notice.read": { label: "Notices read", announced: false },
  "notice.expired_removed": { label: "Old notices removed", announced: false },
  "notice.closed": { label: "Notices of what is over marked as read", announced: false },
  "notice.preferences_changed": { label: "Choice of e-mails changed", announced: false },
  "digest.queued": { label: "Digests put up for sending", announced: false },
  "webhook.registered": { label: "Webhook registered", announced: false },
  "webhook.changed": { label: "Webhook changed", announced: false },
  "webhook.secret_rotated": { label: "Secret of a webhook rotated", announced: false },
  "webhook.enabled": { label: "Webhook turned on", announced: false },
  "webhook.disabled": { label: "Webhook turned off", announced: true },
  "webhook.removed": { label: "Webhook removed", announced: false },
  "webhook.tested": { label: "Test sent to a webhook", announced: false },
  "webhook.retried": { label: "Webhook delivery tried again by hand", announced: false },
  "webhook.queued": { label: "Events put up for webhooks", announced: false },
  "webhook.taken": { label: "Webhook deliveries taken up", announced: false },
  "webhook.tried": { label: "Webhook deliveries tried", announced: false },
  "webhook.old_removed": { label: "Old webhook deliveries removed", announced: false },
  "email.taken": { label: "E-mails taken up for sending", announced: false },
  "email.sent": { label: "E-mail sent", announced: false },
  "email.postponed": { label: "E-mail to be tried again", announced: false },
  "email.failed": { label: "E-mail given up", announced: false },
  "email.skipped": { label: "E-mail no longer needed", announced: false },
  "email.retried": { label: "E-mail tried again by hand", announced: false },

  "server.registered": { label: "Server registered", announced: true },
  "server.changed": { label: "Server changed", announced: true },
  "server.identity_changed": { label: "Server identity changed", announced: true },
  "server.activated": { label: "Server activated", announced: true },
  "server.owners_changed": { label: "Ownership changed", announced: true },
  "server.orphaned": { label: "Owner left", announced: false },
  "server.owner_returned": { label: "Owner came back", announced: false },
  "ownership.orphaned": { label: "Servers without an owner", announced: true },
  "ownership.offered": { label: "Ownership offered", announced: true },
  "ownership.accepted": { label: "Ownership accepted", announced: true },
  "ownership.declined": { label: "Ownership declined", announced: true },
  "ownership.withdrawn": { label: "Ownership offer taken back", announced: true },
  "ownership.expired": { label: "Ownership offer expired", announced: true },
  "ownership.claimed": { label: "Ownership claimed", announced: true },
  "ownership.confirmed": { label: "Ownership claim confirmed", announced: true },
  "server.suspended": { label: "Server suspended", announced: true },
  "server.resumed": { label: "Server resumed", announced: true },
  "server.risks_changed": { label: "Risks in client files changed", announced: true },
  "server.candidate_merged": { label: "Candidate merged into the server", announced: true },
  "server.reviewed": { label: "Server reviewed", announced: true },
  "server.review_started": { label: "Review of the server started", announced: false },
  "server.review_closed": { label: "Review of the server closed", announced: false },
  "server.review_due": { label: "Review of the server comes up", announced: true },
  "server.review_overdue": { label: "Review of the server overdue", announced: true },
  "server.suspension_near": { label: "Grants about to be suspended", announced: true },
  "review.suspension_asked": { label: "Suspension for overdue reviews waits for a person", announced: true },
  "review.suspension_answered": { label: "Suspension for overdue reviews answered", announced: true },
  "server.review_moved": { label: "Next review of the server moved", announced: true },
  "server.retirement_requested": { label: "Retirement asked for", announced: true },
  "server.retirement_cancelled": { label: "Retirement cancelled", announced: true },
  "server.revoked": { label: "Server revoked", announced: true },
  "server.retired": { label: "Server retired", announced: true },
  "scope.added": { label: "Scope added", announced: true },
  "scope.removed": { label: "Scope removed", announced: true },
  "credential.added": { label: "Credential recorded", announced: true },
  "credential.changed": { label: "Credential changed", announced: true },
  "credential.rotated": { label: "Credential rotated", announced: true },
  "credential.rotation_confirmed": { label: "Rotation confirmed by a file", announced: true },
  "credential.former_value_seen": { label: "Former value of a credential still seen", announced: true },
  "credential.former_value_gone": { label: "Former value of a credential no longer seen", announced: true },
  "credential.revoked": { label: "Credential revoked", announced: true },
  "credential.expiry_near": { label: "Credential about to end", announced: true },
  "credentials.exported": { label: "Credentials taken out as a file", announced: false },
  "servers.export_started": { label: "Servers export started", announced: false },
  "servers.exported": { label: "Servers exported", announced: false },
  "saved_view.saved": { label: "View saved", announced: false },
  "saved_view.changed": { label: "View changed", announced: false },
  "saved_view.deleted": { label: "View deleted", announced: false },
  "saved_view.restored": { label: "View restored", announced: false },
  "saved_view.default_set": { label: "Default view chosen", announced: false },
  "consumer.changed": { label: "Consumer changed", announced: true },
  "consumer.deactivated": { label: "Consumer deactivated", announced: true },
  "consumer.reactivated": { label: "Consumer reactivated", announced: true },
  "consumer.added": { label: "Consumer added", announced: false },
  "tool.discovered": { label: "Tool discovered", announced: true },
  "tool.changed": { label: "Tool definition changed", announced: true },
  "tool.touched_up": { label: "Tool definition changed cosmetically", announced: true },
  "tool.renamed": { label: "Tool renamed", announced: true },
  "tool.removed": { label: "Tool no longer offered", announced: true },
  "tool.impact_overridden": { label: "Tool impact overridden", announced: true },
  "tool.impact_reassessed": { label: "Tool impact assessed again", announced: true },
  "tool.pending": { label: "Tool awaits approval", announced: false },
  "tool.enabled": { label: "Tool enabled", announced: true },
  "tool.suspended": { label: "Tool suspended", announced: true },
  "tool.reset": { label: "Tool no longer awaits approval", announced: true },
  "tool.returned": { label: "Tool offered again", announced: true },
  "tool.disabled": { label: "Tool disabled", announced: true },

  "bulk_change.asked": { label: "Bulk change asked for", announced: false },
  "bulk_change.gathered": { label: "Servers of a bulk change gathered", announced: false },
  "bulk_change.progressed": { label: "Bulk change went on", announced: false },
  "bulk_change.cancel_asked": { label: "Bulk change to be cancelled", announced: false },
  "bulk_change.cancelled": { label: "Bulk change cancelled", announced: true },
  "bulk_change.retried": { label: "Bulk change tried again", announced: false },
  "bulk_change.finished": { label: "Bulk change finished", announced: true },
  "bulk_change.failed": { label: "Bulk change stopped", announced: true },
  "system.registered": { label: "System registered", announced: false },
  "system.changed": { label: "System changed", announced: true },
  "system.removed": { label: "System removed", announced: false },
  "system.reach_assessed": { label: "Tools that reach a system assessed again", announced: false },
  "server.system_linked": { label: "System linked", announced: true },
  "server.system_unlinked": { label: "System unlinked", announced: true },

  "server_role.created": { label: "Server role created", announced: false },
  "server_role.changed": { label: "Server role changed", announced: true },
  "server_role.archived": { label: "Server role archived", announced: false },
  "server_role.restored": { label: "Server role restored", announced: false },
  "findings.changed": { label: "Findings changed", announced: false },

  "grant.issued": { label: "Grant issued", announced: true },
  "grant.rebound": { label: "Grant goes on with an approved scope", announced: false },
  "grant.suspended": { label: "Grant suspended", announced: true },
  "grant.resumed": { label: "Grant resumed", announced: true },
  "grant.ending": { label: "Grant about to end", announced: true },
  "grant.shortened": { label: "Grant ends sooner", announced: true },
  "grant.revoked": { label: "Grant revoked", announced: true },
  "grants.exported": { label: "Grants taken out as a file", announced: false },
  "revocation_path.changed": { label: "Revocation path changed", announced: true },

  "import.completed": { label: "Client files imported", announced: false },
  "import.started": { label: "Import started", announced: false },
  "import.continued": { label: "Import continued", announced: false },
  "import.sightings_gone": { label: "Servers no longer seen", announced: false },
  "candidate.registered": { label: "Candidate registered", announced: false },
  "candidate.dismissed": { label: "Candidate dismissed", announced: false },
  "candidate.restored": { label: "Candidate brought back", announced: false },
  "candidate.returned": { label: "Candidate came back", announced: false },
  "candidate.claimed": { label: "Candidate claimed", announced: true },
  "candidate.claim_ended": { label: "Claim of a candidate ended", announced: true },
  "candidate.merged": { label: "Candidate merged", announced: false },
  "command.allowed": { label: "Command allowed for introspection", announced: false },
  "command.disallowed": { label: "Command no longer allowed for introspection", announced: false },
  "introspection.default_changed": { label: "Introspection schedule changed", announced: false },
  "introspection.interval_changed": { label: "Introspection schedule of a server changed", announced: false },
  "introspection.rescheduled": { label: "Servers scheduled anew", announced: false },
  "introspection.schedule_worked": { label: "Due introspections looked through", announced: false },
  "introspection.asked": { label: "Introspection asked for", announced: false },
  "introspection.started": { label: "Introspection started", announced: false },
  "introspection.succeeded": { label: "Introspection succeeded", announced: true },
  "introspection.failed": { label: "Introspection failed", announced: true },

  "policy.drafted": { label: "Policy change begun", announced: false },
  "policy.edited": { label: "Policy change edited", announced: false },
  "policy.proposed": { label: "Policy change proposed", announced: true },
  "policy.reopened": { label: "Policy change taken back for editing", announced: true },
  "policy.activated": { label: "Policy in force", announced: true },
  "policy.rejected": { label: "Policy change rejected", announced: true },
  "policy.group_gone": { label: "The policy names a group that is gone", announced: true },
  "policy.withdrawn": { label: "Policy change withdrawn", announced: true },
  "request.submitted": { label: "Approval asked for", announced: true },
  "request.repaired": { label: "Other people asked", announced: true },
  "request.reminded": { label: "People reminded", announced: true },
  "request.stuck": { label: "Too few left to answer a request", announced: true },
  "request.unstuck": { label: "Enough people can answer a request again", announced: true },
  "request.escalated": { label: "Others asked, as nobody answered", announced: true },
  "request.commented": { label: "Comment on a request", announced: true },
  "request.changes_asked": { label: "Changes of a request asked for", announced: true },
  "request.approved_by": { label: "Approval given", announced: false },
  "request.stage_opened": { label: "Next approvals asked for", announced: true },
  "request.approved": { label: "Request approved", announced: true },
  "request.rejected": { label: "Request rejected", announced: true },
  "request.withdrawn": { label: "Request withdrawn", announced: true },
  "request.expired": { label: "Request expired", announced: true },
  "request.not_opened": { label: "Approval could not be asked for", announced: false },

  "break_glass.used": { label: "Glass broken", announced: true },
  "break_glass.reviewed": { label: "Broken glass reviewed by one", announced: true },
  "break_glass.closed": { label: "Broken glass reviewed by two", announced: true },
  "break_glass.lapsed": { label: "Broken glass not reviewed in time", announced: true },
  "break_glass.stuck": { label: "Too few left to review broken glass", announced: true },
  "break_glass.unstuck": { label: "Enough people can review broken glass again", announced: true },
  "break_glass.repaired": { label: "Other reviewers asked", announced: true },

  ...REVIEW_EVENTS,
} as const satisfies Record<string, EventKind>;

export type EventType = keyof typeof EVENTS;

/** One line of the audit trail, before the kernel adds who, when and the chain. */
export interface AuditableEvent {
  type: EventType;
  subject: { kind: string; id: string | null; name: string };
  /** What changed, as names and before/after values. `serverId` ties the event to a server's history. */
  detail: JsonObject;
}

/** At least one: a change without an event does not compile. */
export type SomeEvents = readonly [AuditableEvent, ...AuditableEvent[]];

/** The fields that differ, as `{ field: { before, after } }`. */
export function changes(before: JsonObject, after: JsonObject): JsonObject {
  const changed: JsonObject = {};
  for (const key of Object.keys(after)) {
    if (JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null)) {
      changed[key] = { before: before[key] ?? null, after: after[key] ?? null };
    }
  }
  return changed;
}

/** Narrows a list to one that has at least one event, or null. */
export function someEvents(events: readonly AuditableEvent[]): SomeEvents | null {
  const [first, ...rest] = events;
  return first === undefined ? null : [first, ...rest];
}
