import { Section } from "#components/ui/section.tsx";
import { type Stage, Stages } from "#components/ui/stages.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";
import { stageTerms } from "#lib/policy/approval/policy-words.ts";
import { FollowedUp } from "./followed-up.tsx";

/** The rules that were frozen onto this request, the stages they ask for, and who can decide now. */
export function PolicyPath({ request, now }: { request: RequestView; now: string }) {
  return (
    <Section title="What policy says">
      <ul className="list-disc pl-4">
        {request.policy.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {request.approvedDays < request.durationDays && <li>{shortenedWords(request)}</li>}
      </ul>
      <div className="mt-4">
        <Stages
          label="Stages of this request"
          stages={request.stages.map((stage) => toStage(stage, request))}
        />
      </div>
      <FollowedUp request={request} now={now} />
      {request.state === "pending" && (
        <p className="mt-3 text-ink-muted">
          {request.changesAsked === null
            ? whoCanDecide(request.eligibleApprovers)
            : `It waits for ${request.requester.name} to send it again: until then nobody approves it, and it can only be rejected.`}{" "}
          Without an answer it expires <Time at={request.expiresAt} now={now} />.
        </p>
      )}
      <p className="mt-1 text-ink-faint text-small">
        {policyName(request.policy.version)}, as it was when this was asked.
      </p>
    </Section>
  );
}

function toStage(stage: RequestView["stages"][number], request: RequestView): Stage {
  const approvals = stage.votes.filter(
    ({ decision, uncounted }) => decision === "approve" && uncounted === null,
  ).length;
  const isRejected = stage.votes.some((vote) => vote.decision === "reject");
  const label = `${stage.name}: ${approvals} of ${stage.quorum} ${stage.quorum === 1 ? "approval" : "approvals"}`;
  const detail = `by ${stage.words}${stageTerms(stage)}`;
  if (isRejected) return { label, detail, state: "stopped" };
  if (approvals >= stage.quorum) return { label, detail, state: "done" };
  if (stage.isCurrent && request.state === "pending") return { label, detail, state: "current" };
  return { label, detail, state: request.state === "pending" ? "waiting" : "stopped" };
}

/** Requests of before policies had numbers carry a date. */
function policyName(version: string): string {
  return version === "0" ? "The starting policy" : `Policy version ${version}`;
}

/** Who gave less time, and what holds. */
function shortenedWords({ stages, approvedDays, durationDays }: RequestView): string {
  const names = stages.flatMap(({ votes }) =>
    votes.flatMap((vote) => (vote.durationDays === approvedDays ? [vote.person.name] : [])),
  );
  const by = new Intl.ListFormat("en").format(names);
  return `${by} shortened it from ${durationDays} to ${dayWords(approvedDays, "day")}: what is approved lasts no longer.`;
}

const NAMED = 5;

function whoCanDecide(approvers: RequestView["eligibleApprovers"]): string {
  if (approvers.length === 0) return "Nobody can decide this now: an administrator must name an approver.";
  const names = approvers
    .slice(0, NAMED)
    .map(({ name, onBehalfOf }) =>
      onBehalfOf === null ? name : `${name} (for ${onBehalfOf.name}, who is away until ${onBehalfOf.until})`,
    );
  const rest = approvers.length - names.length;
  const all = rest > 0 ? [...names, `${rest} more`] : names;
  return `${new Intl.ListFormat("en").format(all)} can decide this.`;
}
