/**
 * The audit room: browse, verify and export the trail that every command writes.
 *
 * Promises: what is shown is what was hashed; an altered, missing or added event is named by its number; a trail can
 * be verified from an exported file alone. Refuses to know: how events come to be (the kernel appends them) and what
 * they mean to the rooms they came from. It cannot write.
 */
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { EVENTS, type EventType, type JsonObject } from "#lib/kernel/events.ts";

/** One event as people and programs see it. */
export interface AuditEventView {
  sequence: number;
  id: string;
  /** ISO 8601, UTC. */
  occurredAt: string;
  type: string;
  label: string;
  /** One plain sentence: who did what to what. */
  summary: string;
  actor: { kind: string; id: string | null; name: string };
  subject: { kind: string; id: string | null; name: string };
  requestId: string | null;
  detail: JsonObject;
}

type Said = Pick<AuditEventView, "type" | "actor" | "subject" | "detail">;

/** What the audit page calls this kind of event; a type of years ago that is gone keeps its own name. */
export function eventLabel(type: string): string {
  return isEventType(type) ? EVENTS[type].label : type;
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type);
}

/** "Ada Admin revoked the grant of refund_payment: no longer needed." */
export function describeEvent(event: Said): string {
  const who = event.actor.name.replace(/ \([^()]*\)$/, "");
  const sentence = whatHappened(who, event);
  const reason = typeof event.detail.reason === "string" ? event.detail.reason.trim() : "";
  return reason === "" ? sentence : `${sentence}: ${reason}`;
}

function whatHappened(who: string, { type, subject, detail }: Said): string {
  if (!isEventType(type)) return `${who}: ${type}, ${subject.name}`;
  const ownWords = OF_SUBJECT[type];
  if (ownWords !== undefined) return `${subject.name} ${ownWords}`;
  const phrase = PHRASES[type];
  if (phrase !== undefined) return `${who} ${phrase(subject.name, detail)}`;
  return `${who}: ${eventLabel(type).toLowerCase()}, ${subject.name}`;
}

type Phrase = (subject: string, detail: JsonObject) => string;

/** Recorded by Steward before it knows who is there, and done by the subject. */
const OF_SUBJECT: Partial<Record<EventType, string>> = {
  "user.signed_in": "signed in",
  "user.sign_in_refused": "was refused at sign-in",
  "session.opened": "began a session",
};

const PHRASES: Partial<Record<EventType, Phrase>> = {
  "command.denied": (_subject, detail) => `was not permitted to ${commandWords(detail)}`,
  "command.refused": (_subject, detail) => `was refused when asking to ${commandWords(detail)}`,
  "user.added": (subject) => `added ${subject}`,
  "session.expired_removed": (_subject, { count }) =>
    `removed ${count} expired ${count === 1 ? "session" : "sessions"}`,
  "user.signed_out": () => "signed out",
  "user.roles_changed": (subject) => `changed the roles of ${subject}`,
  "user.deactivated": (subject) => `deactivated ${subject}`,
  "user.reactivated": (subject) => `reactivated ${subject}`,
  "token.created": (subject) => `created the service token ${subject}`,
  "token.revoked": (subject) => `revoked the service token ${subject}`,
  "server.registered": (subject) => `registered ${subject}`,
  "server.changed": (subject) => `changed ${subject}`,
  "server.identity_changed": (subject) => `changed what ${subject} is: its connection or its scopes`,
  "server.activated": (subject) => `activated ${subject}`,
  "server.owners_changed": (subject) => `changed who answers for ${subject}`,
  "server.orphaned": (subject, { owner }) => `noted that ${owner} has left, who owned ${subject}`,
  "server.owner_returned": (subject, { owner }) => `noted that ${owner} is back, who owns ${subject}`,
  "ownership.orphaned": (subject, { servers }) =>
    `noted that ${subject} has left and owned ${servers === 1 ? "1 server" : `${servers} servers`}`,
  "ownership.offered": (subject, { receiver, seat }) => `asked ${receiver} to be the ${seat} of ${subject}`,
  "ownership.accepted": (subject, { seat }) => `accepted to be the ${seat} of ${subject}`,
  "ownership.declined": (subject, { receiver, seat }) =>
    `declined that ${receiver} becomes the ${seat} of ${subject}`,
  "ownership.withdrawn": (subject, { receiver, seat }) =>
    `took back that ${receiver} becomes the ${seat} of ${subject}`,
  "ownership.expired": (subject, { receiver, seat }) =>
    `let it lapse that ${receiver} becomes the ${seat} of ${subject}`,
  "ownership.claimed": (subject) => `claimed ${subject}`,
  "ownership.confirmed": (subject, { receiver }) => `confirmed that ${receiver} owns ${subject}`,
  "server.suspended": (subject) => `suspended ${subject}`,
  "server.resumed": (subject) => `resumed ${subject}`,
  "server.risks_changed": (subject) => `saw that what client files risk with ${subject} changed`,
  "server.candidate_merged": (subject) => `merged a candidate into ${subject}`,
  "server.reviewed": (subject, { nextReviewOn }) =>
    `noted that ${subject} was reviewed, and is due again on ${dayInWords(String(nextReviewOn))}`,
  "server.review_started": (subject, { review }) =>
    `started the review ${String(review)}, which asks about ${subject}`,
  "server.review_closed": (subject, { review }) =>
    `closed the review ${String(review)}, which asked about ${subject}`,
  "server.review_due": (subject, { dueOn }) =>
    `told who answers for ${subject} that its review is due on ${dayInWords(String(dueOn))}`,
  "server.review_overdue": (subject, { dueOn }) =>
    `told who answers for ${subject} that its review was due on ${dayInWords(String(dueOn))}`,
  "server.suspension_near": (subject, { suspendOn }) =>
    `told who answers for ${subject} that its high-impact grants are suspended on ${dayInWords(String(suspendOn))}, unless it is reviewed`,
  "review.suspension_asked": (subject) =>
    `asked a person to look before ${subject} are suspended, whose reviews are overdue`,
  "review.suspension_answered": (subject, { answer }) =>
    answer === "confirmed"
      ? `confirmed that ${subject} are suspended, whose reviews are overdue`
      : `declined that ${subject} are suspended, whose reviews are overdue`,
  "server.review_moved": (subject) =>
    `moved the next review of ${subject} to the day that the policy asks for`,
  "server.retirement_requested": (subject, { plannedOn }) =>
    `asked that ${subject} be retired on ${dayInWords(String(plannedOn))}`,
  "server.retirement_cancelled": (subject) => `took back that ${subject} is to be retired`,
  "server.revoked": (subject) => `revoked ${subject}: it is cut off for good`,
  "server.retired": (subject) => `retired ${subject}`,
  "scope.added": (subject) => `added the scope ${subject}`,
  "scope.removed": (subject) => `removed the scope ${subject}`,
  "credential.added": (subject) => `recorded the credential ${subject}`,
  "credential.changed": (subject) => `changed the credential ${subject}`,
  "credential.rotation_confirmed": (subject) => `saw the new value of ${subject}`,
  "credential.former_value_seen": (subject) => `saw the former value of ${subject} after it was rotated`,
  "credential.former_value_gone": (subject) => `saw the former value of ${subject} no longer`,
  "consumer.changed": (subject) => `changed the consumer ${subject}`,
  "consumer.deactivated": (subject) => `deactivated the consumer ${subject}`,
  "consumer.reactivated": (subject) => `reactivated the consumer ${subject}`,
  "consumer.added": (subject) => `added the consumer ${subject}`,
  "tool.discovered": (subject) => `found the tool ${subject}`,
  "tool.changed": (subject) => `saw that the definition of ${subject} changed`,
  "tool.touched_up": (subject) => `saw a cosmetic change of ${subject}`,
  "tool.renamed": (subject) => `saw that ${subject} was renamed`,
  "tool.removed": (subject) => `saw that ${subject} is no longer offered`,
  "tool.impact_overridden": (subject) => `set the impact of ${subject}`,
  "tool.impact_reassessed": (subject) => `assessed the impact of ${subject} again`,
  "tool.pending": (subject) => `put ${subject} up for approval`,
  "tool.enabled": (subject) => `enabled ${subject}`,
  "tool.suspended": (subject) => `suspended ${subject}`,
  "tool.reset": (subject) => `withdrew ${subject} from approval`,
  "tool.returned": (subject) => `saw that ${subject} is offered again`,
  "tool.disabled": (subject) => `disabled ${subject}`,
  "server_role.created": (subject) => `added the server role ${subject}`,
  "server_role.restored": (subject) => `put the server role ${subject} back into use`,
  "findings.changed": (subject) => `looked at ${subject} again, and its findings changed`,
  "grant.issued": (subject) => `issued the grant of ${subject}`,
  "grant.suspended": (subject) => `suspended the grant of ${subject}`,
  "grant.resumed": (subject) => `resumed the grant of ${subject}`,
  "grant.shortened": (subject) => `let the grant of ${subject} end sooner`,
  "grant.revoked": (subject) => `revoked the grant of ${subject}`,
  "revocation_path.changed": (subject) => `changed the revocation path of ${subject}`,
  "import.completed": () => "imported client files",
  "import.started": () => "began to import client files",
  "import.continued": () => "went on importing client files",
  "import.sightings_gone": () => "saw that servers no longer stand where they stood",
  "candidate.registered": (subject) => `registered the candidate ${subject}`,
  "candidate.dismissed": (subject) => `dismissed the candidate ${subject}`,
  "candidate.restored": (subject) => `brought the candidate ${subject} back`,
  "candidate.returned": (subject) => `saw that the candidate ${subject} changed, and brought it back`,
  "candidate.merged": (subject) => `merged the candidate ${subject} into a server`,
  "command.allowed": (subject) => `allowed ${subject} to be run for introspection`,
  "introspection.asked": (subject) => `asked for an introspection of ${subject}`,
  "introspection.started": (subject) => `began to introspect ${subject}`,
  "introspection.succeeded": (subject) => `introspected ${subject}`,
  "introspection.failed": (subject) => `could not introspect ${subject}`,
  "group.created": (subject) => `made the group ${subject}`,
  "group.changed": (subject) => `changed the group ${subject}`,
  "group.deleted": (subject) => `deleted the group ${subject}`,
  "user.manager_changed": (subject) => `changed whom ${subject} reports to`,
  "policy.drafted": (subject) => `began a change: ${subject}`,
  "policy.edited": (subject) => `edited the draft: ${subject}`,
  "policy.proposed": (subject) => `proposed ${subject}`,
  "policy.reopened": (subject) => `took back for editing: ${subject}`,
  "policy.activated": (subject) => `put in force: ${subject}`,
  "policy.rejected": (subject) => `rejected ${subject}`,
  "policy.withdrawn": (subject) => `withdrew ${subject}`,
  "request.submitted": (subject) => `asked for approval: ${subject}`,
  "request.repaired": (subject) => `asked other people about ${subject}`,
  "request.stage_opened": (subject) => `asked for the next approvals of ${subject}`,
  "request.approved_by": (subject) => `gave an approval to ${subject}`,
  "request.approved": (subject) => `approved ${subject}`,
  "request.rejected": (subject) => `rejected ${subject}`,
  "request.withdrawn": (subject) => `withdrew ${subject}`,
  "request.not_opened": (subject) => `could not ask for approval: ${subject}`,
  "request.expired": (subject) => `let ${subject} expire, unanswered`,
  "review_schedule.defined": (subject) => `defined the schedule ${subject}`,
  "review_schedule.changed": (subject) => `changed the schedule ${subject}`,
  "review_schedule.paused": (subject) => `paused the schedule ${subject}`,
  "review_schedule.resumed": (subject) => `resumed the schedule ${subject}`,
  "review_schedule.deleted": (subject) => `deleted the schedule ${subject}`,
  "review_schedule.skipped": (subject) => `passed a date of the schedule ${subject} over`,
  "review_trigger.changed": (subject) => `changed what opens reviews: ${subject}`,
  "campaign.opened": (subject) => `opened the review ${subject}`,
  "campaign.not_started": (subject) => `did not start the review ${subject}`,
  "campaign.announced": (subject) => `told owners and administrators that the review ${subject} opened`,
  "campaign.started": (subject, { definedBy }) =>
    `started the review ${subject}${typeof definedBy === "string" ? `, as ${definedBy} defined it` : ""}`,
  "campaign.stage_ended": (subject) => `ended a stage of the review ${subject}`,
  "campaign.items_moved": (subject) => `moved items of the review ${subject} to its next stage`,
  "campaign.stage_opened": (subject) => `opened the next stage of the review ${subject}`,
  "campaign.items_reassigned": (subject) => `passed on items of the review ${subject}`,
  "campaign.escalated": (subject) => `escalated what was not answered in time in the review ${subject}`,
  "campaign.reminded": (subject) => `reminded ${subject} of what they have to review`,
  "campaign.answered": (subject) => `told that everything is answered in the review ${subject}`,
  "campaign.overdue": (subject) => `told that the time of the review ${subject} is up`,
  "campaign.settled": (subject) => `let earlier answers of the review ${subject} stand`,
  "campaign.item_decided": (subject, detail) => `${answerWords(detail)} ${subject} in a review`,
  "campaign.item_applied": (subject) => `applied a review's decision on ${subject}`,
  "campaign.closing": (subject) => `began to close the review ${subject}`,
  "campaign.items_ended": (subject, { server }) =>
    `took what ended ${server === undefined ? "meanwhile" : `with ${String(server)}`} off the review ${subject}`,
  "campaign.close_braked": (subject) => `asked a second person to close the review ${subject}`,
  "campaign.close_confirmed": (subject) => `confirmed to close the review ${subject}`,
  "campaign.close_declined": (subject) => `declined to close the review ${subject}`,
  "campaign.close_withdrawn": (subject) => `took back to close the review ${subject}`,
  "campaign.close_progressed": (subject) => `carried out answers of the review ${subject}`,
  "campaign.item_postponed": (subject) => `will try a review's decision on ${subject} again`,
  "campaign.item_failed": (subject) => `could not carry a review's decision on ${subject} out`,
  "campaign.close_failed": (subject) => `could not close the review ${subject}: something of it failed`,
  "campaign.close_retried": (subject) => `had failed decisions of the review ${subject} tried again`,
  "campaign.failures_accepted": (subject) => `closed the review ${subject} with failures on record`,
  "campaign.change_asked": (subject) => `asked for a change of ${subject} by a review`,
  "campaign.change_overdue": (subject) => `told that a change of ${subject} that a review asked for is late`,
  "campaign.change_done": (subject) => `did what a review asked to be changed about ${subject}`,
  "campaign.change_declined": (subject) => `declined what a review asked to be changed about ${subject}`,
  "campaign.closed": (subject) => `closed the review ${subject}`,
  "campaign.signed": (subject) => `signed the review ${subject}`,
  "campaign.evidence_exported": (subject) => `exported the evidence of the review ${subject}`,
  "campaign.evidence_export_ended": (subject) => `finished exporting the evidence of the review ${subject}`,
};

function commandWords(detail: JsonObject): string {
  return typeof detail.command === "string" ? detail.command.replaceAll("-", " ") : "do this";
}

function answerWords(detail: JsonObject): string {
  switch (detail.decision) {
    case "keep":
      return "chose to keep";
    case "revoke":
      return "chose to revoke";
    case "change":
      return "chose to change";
    case "undecided":
      return "took back the decision on";
    default:
      return "answered for";
  }
}
