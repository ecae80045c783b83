import { dayInWords } from "../kernel/day-in-words.ts";
import type { EventType, Json } from "../kernel/events.ts";
import type { AnnouncedEvent } from "../kernel/reaction.ts";
import { type NoticeWords, REVIEW_WORDS } from "./review-words.ts";

/**
 * What a notice says, by event. An event without words of its own says its label and its subject's name. Names and
 * counts only: what somebody typed as a reason is read on the page.
 */
export const NOTICE_WORDS: Partial<Record<EventType, (event: AnnouncedEvent) => NoticeWords>> = {
  ...REVIEW_WORDS,
  "policy.proposed": ({ subject }) => ({
    title: "A change of the approval policy waits for a second person",
    body: `${subject.name}. It takes effect when somebody who had no hand in it approves it.`,
  }),
  "policy.activated": ({ subject }) => ({
    title: "The approval policy changed",
    body: `${subject.name} is in force.`,
  }),
  "policy.rejected": ({ subject }) => ({
    title: "A change of the approval policy was rejected",
    body: `${subject.name}. The reason is on its page.`,
  }),
  "policy.group_gone": ({ subject }) => ({
    title: "The approval policy names a group that is gone",
    body: `${subject.name} was deleted where it came from, and nobody answers in its name. The policy shows where it is named.`,
  }),
  "request.submitted": ({ subject }) => ({ title: "Your approval is asked for", body: subject.name }),
  "request.repaired": ({ subject }) => ({ title: "Your approval is asked for", body: subject.name }),
  "request.stage_opened": ({ subject }) => ({
    title: "Your approval is asked for",
    body: `${subject.name}. The approvals before yours are given.`,
  }),
  "absence.set": ({ subject, detail }) => ({
    title: `You answer for ${subject.name}`,
    body: `${subject.name} is away from ${String(detail.from)} until ${String(detail.until)}. What they are asked to approve meanwhile is in your approvals, too.`,
  }),
  "absence.ended": ({ subject, detail }) => ({
    title: `${subject.name} is not out of office any more`,
    body: `${String(detail.delegate)} does not answer for them now.`,
  }),
  "request.reminded": ({ subject }) => ({ title: "Your approval is still waited for", body: subject.name }),
  "request.escalated": ({ subject }) => ({
    title: "Nobody has answered, so your approval is asked for",
    body: subject.name,
  }),
  "request.stuck": ({ subject }) => ({
    title: "Too few are left to answer a request",
    body: `${subject.name}. Its page lets you ask others, or withdraw it.`,
  }),
  "request.approved": ({ subject, detail }) => ({
    title: "Approved, and in force",
    body: `${subject.name}${shortenedWords(detail.shortenedToDays)}`,
  }),
  "request.rejected": ({ subject }) => ({
    title: "Your request was rejected",
    body: `${subject.name}. The reason is on its page.`,
  }),
  "request.changes_asked": ({ subject }) => ({
    title: "An approver asks you to change your request",
    body: `${subject.name}. What should be different is on its page; change it and send it again.`,
  }),
  "request.commented": ({ subject, detail }) => ({
    title: `${detail.author} commented on a request`,
    body: subject.name,
  }),
  "request.withdrawn": ({ subject, detail }) =>
    detail.replacedById === undefined
      ? { title: "A request was withdrawn", body: `${subject.name}. The reason is on its page.` }
      : {
          title: "A request changed, and is asked anew",
          body: `${subject.name}. Answers to it as it was do not count for the new one.`,
        },
  "request.expired": ({ subject }) => ({
    title: "Nobody answered your request in time",
    body: `${subject.name}. Ask again if it is still needed.`,
  }),
  "break_glass.used": ({ subject }) => ({
    title: "Glass was broken: it is in force without having been approved",
    body: `${subject.name}. Who did it, why, and who reviews it is on its page.`,
  }),
  "break_glass.reviewed": ({ subject, detail }) => ({
    title:
      detail.verdict === "justified"
        ? "One of two says that your breaking glass was justified"
        : "Your breaking glass was found not justified, and is cut",
    body: `${subject.name}. The reason is on its page.`,
  }),
  "break_glass.closed": ({ subject, detail }) => ({
    title:
      detail.state === "justified"
        ? "Two others say that your breaking glass was justified"
        : "Your breaking glass was found not justified",
    body: `${subject.name}. Its review is closed.`,
  }),
  "break_glass.lapsed": ({ subject }) => ({
    title: "Broken glass was not reviewed in time, and is cut",
    body: `${subject.name}. It can still be reviewed; until then its person breaks no other.`,
  }),
  "break_glass.stuck": ({ subject }) => ({
    title: "Too few are left to review broken glass",
    body: `${subject.name}. Its page lets you ask others.`,
  }),
  "break_glass.repaired": ({ subject }) => ({ title: "Your review is asked for", body: subject.name }),
  "review_schedule.skipped": ({ subject }) => ({
    title: "A scheduled review was not opened",
    body: `${subject.name}: the one before it still waits to be started.`,
  }),
  "webhook.disabled": ({ subject }) => ({
    title: `The webhook ${subject.name} was turned off`,
    body: "Nothing reached its receiver for a long time, or it asked for no more. Its page says what happened.",
  }),
  "bulk_change.finished": (event) => ({ title: "Bulk change finished", body: bulkWords(event) }),
  "bulk_change.cancelled": (event) => ({ title: "Bulk change cancelled", body: bulkWords(event) }),
  "credential.expiry_near": expiryWords,
  "server.review_due": ({ subject, detail }) => ({
    title: `The review of ${subject.name} comes up`,
    body: `Due on ${dayInWords(String(detail.dueOn))}, by the cadence of the policy.`,
  }),
  "server.review_overdue": ({ subject, detail }) => ({
    title: `The review of ${subject.name} is overdue`,
    body: `It was due on ${dayInWords(String(detail.dueOn))}. Answer its items, or ask an administrator to start one.`,
  }),
  "server.suspension_near": ({ subject, detail }) => ({
    title: `Grants on ${subject.name} are about to be suspended`,
    body: `Its review is overdue. From ${dayInWords(String(detail.suspendOn))} on, what changes data, executes something or touches a regulated system is suspended until it was reviewed.`,
  }),
  "review.suspension_asked": ({ subject }) => ({
    title: "Many grants wait to be suspended",
    body: `${subject.name}, whose reviews are overdue. Look at the list, then confirm or decline.`,
  }),
  "grant.ending": ({ subject, detail }) => ({
    title:
      detail.grantCount === 1
        ? `A grant on ${subject.name} ends soon`
        : `${detail.grantCount} grants on ${subject.name} end soon`,
    body: `The first on ${dayInWords(String(detail.firstEndsAt).slice(0, 10))}. Ask for them to last longer, or let them end.`,
  }),
  "bulk_change.failed": (event) => ({ title: "Bulk change stopped", body: bulkWords(event) }),
  "server.owners_changed": ({ subject }) => ({
    title: `You answer for ${subject.name}`,
    body: "An administrator assigned it to you directly. The reason is in its history.",
  }),
  "ownership.offered": ({ subject, detail }) => ({
    title: `You are asked to be the ${detail.seat} of ${subject.name}`,
    body: "Accept or decline it on the server's page. Whoever answers now goes on until you do.",
  }),
  "ownership.accepted": ({ subject, detail }) => ({
    title: `${detail.receiver} accepted ${subject.name}`,
    body: `${detail.receiver} is the ${detail.seat} from now on.`,
  }),
  "ownership.declined": ({ subject, detail }) => ({
    title: `${subject.name}: declined`,
    body: `${detail.receiver} does not become the ${detail.seat}. The reason is on the server's page.`,
  }),
  "ownership.withdrawn": ({ subject, detail }) => ({
    title: `${subject.name}: the offer was taken back`,
    body: `${detail.receiver} does not become the ${detail.seat}.`,
  }),
  "ownership.expired": ({ subject, detail }) => ({
    title: `${subject.name}: nobody answered`,
    body: `${detail.receiver} did not become the ${detail.seat}. Offer it again, or to somebody else.`,
  }),
  "ownership.claimed": ({ subject, detail }) => ({
    title: `${detail.receiver} claims ${subject.name}`,
    body: "Nobody answers for it now. Confirm or decline the claim on the server's page.",
  }),
  "ownership.confirmed": ({ subject, detail }) => ({
    title: `${detail.receiver} owns ${subject.name}`,
    body: "An administrator confirmed the claim.",
  }),
  "consumer.changed": ({ subject, detail }) => ({
    title: `${subject.name} has another owner`,
    body: ownerWords(detail.changes),
  }),
  "consumer.deactivated": ({ subject, detail }) => ({
    title: `${subject.name} was deactivated`,
    body: `It may use nothing now.${endedWords(detail.grantsEnded)} The reason is on its page.`,
  }),
  "consumer.reactivated": ({ subject }) => ({
    title: `${subject.name} is active again`,
    body: "It may use what is approved for it.",
  }),
  "server.retirement_requested": ({ subject, detail }) => ({
    title: `${subject.name} is to be retired on ${dayInWords(String(detail.plannedOn))}`,
    body: "It works on until an administrator retires it. It can still be cancelled.",
  }),
  "server.retirement_cancelled": ({ subject }) => ({
    title: `${subject.name} stays`,
    body: "That it is to be retired was taken back.",
  }),
  "server.revoked": ({ subject, detail }) => ({
    title: `${subject.name} was revoked`,
    body: `Nothing may use it any more.${leftWords(detail.credentialsLeft)}`,
  }),
  "server.retired": ({ subject, detail }) => ({
    title: `${subject.name} was retired`,
    body: `Its record stays.${leftWords(detail.credentialsLeft)}`,
  }),
  "candidate.claimed": ({ subject, detail }) => ({
    title: `${String(detail.claimant)} says that ${subject.name} is theirs`,
    body: "Register it with them as its owner, or say why not.",
  }),
  "candidate.claim_ended": ({ subject }) => ({
    title: `Your claim of ${subject.name} was declined`,
    body: "An administrator decided so; the reason is in the audit trail. Ask them what to do next.",
  }),
  "ownership.orphaned": ({ subject, detail }) => ({
    title: `${subject.name} has left, and owned ${detail.servers === 1 ? "1 server" : `${detail.servers} servers`}`,
    body:
      detail.isBackup === true
        ? "You are the backup owner: claim them, or find an owner."
        : "Find an owner for each.",
  }),
};

function shortenedWords(days: Json | undefined): string {
  if (typeof days !== "number") return "";
  return `. An approver gave less time: it ends after ${days === 1 ? "1 day" : `${days} days`}.`;
}

function expiryWords({ subject, detail }: AnnouncedEvent): NoticeWords {
  const days = detail.days === 1 ? "a day" : `${detail.days} days`;
  const count =
    detail.credentialCount === 1 ? "A credential ends" : `${detail.credentialCount} credentials end`;
  const names = Array.isArray(detail.credentials) ? detail.credentials.join(", ") : "";
  return { title: `${count} within ${days}`, body: `${subject.name}: ${names}. Rotate and record it.` };
}

function bulkWords({ subject, detail }: AnnouncedEvent): string {
  const outcomes = [
    ["changedCount", "changed"],
    ["unchangedCount", "had nothing to change"],
    ["refusedCount", "refused"],
    ["failedCount", "failed"],
  ].flatMap(([field = "", words]) => {
    const count = detail[field];
    return typeof count === "number" && count > 0 ? [`${count.toLocaleString("en")} ${words}`] : [];
  });
  return `${subject.name}: ${outcomes.join(", ") || "no server changed"}.`;
}

function ownerWords(changes: Json | undefined): string {
  const { owner } = (changes ?? {}) as { owner?: { before?: string | null; after?: string } };
  const before = owner?.before == null ? "nobody" : owner.before;
  return `${owner?.after ?? "Somebody else"} answers for it from now on; before, ${before} did.`;
}

function endedWords(count: Json | undefined): string {
  if (typeof count !== "number" || count === 0) return "";
  return count === 1 ? " The access it had is revoked." : ` Its access to ${count} servers is revoked.`;
}

function leftWords(count: Json | undefined): string {
  if (typeof count !== "number" || count === 0) return "";
  return count === 1
    ? " 1 credential is still to be revoked at its issuer."
    : ` ${count} credentials are still to be revoked at their issuers.`;
}
