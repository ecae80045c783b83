import { Check, X } from "lucide-react";
import { RequestLink } from "#app/request-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline, type TimelineEntry } from "#components/ui/timeline.tsx";
import type { GrantDetail } from "#lib/grants/queries/get-grant.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";

type Approval = NonNullable<GrantDetail["approval"]>;

/** The request with its justification, the policy it was asked under, and who approved it in which stage. */
export function WhyItExists({ grant, now }: { grant: GrantDetail; now: string }) {
  const { request, approval } = grant;
  return (
    <Section
      title="Why this exists"
      actions={
        request !== null && (
          <RequestLink id={request.id} isNothingAlone>
            The request
          </RequestLink>
        )
      }
    >
      {request === null ? <p>{grant.why}</p> : <Asked request={request} approval={approval} now={now} />}
      {approval !== null && (
        <>
          <h3 className="mt-4 mb-1 font-strong">What policy said</h3>
          <PolicySaid policy={approval.policy} />
          <h3 className="mt-4 mb-2 font-strong">Who decided</h3>
          {approval.isAutomatic ? (
            <p className="text-ink-muted">Nobody was asked: the policy says so for what only reads.</p>
          ) : (
            <>
              <Timeline
                label="Who decided"
                entries={approval.stages.flatMap((stage) => votesOf(stage, now))}
              />
              {approval.approvedDays < approval.durationDays && (
                <p className="mt-2 text-ink-muted">{shortenedWords(approval)}</p>
              )}
            </>
          )}
        </>
      )}
    </Section>
  );
}

function Asked(props: {
  request: NonNullable<GrantDetail["request"]>;
  approval: Approval | null;
  now: string;
}) {
  const { request, approval, now } = props;
  return (
    <>
      <p>
        <span className="font-strong">{request.requester.name}</span> asked for it
        {approval?.submittedAt != null && (
          <>
            {" "}
            <Time at={approval.submittedAt} now={now} />
          </>
        )}
        {approval !== null && `, for ${dayWords(approval.durationDays, "day")}`}:
      </p>
      <blockquote className="mt-1 whitespace-pre-wrap border-line border-l-2 pl-3 text-ink-muted [overflow-wrap:anywhere]">
        {request.justification}
      </blockquote>
    </>
  );
}

/** Who gave less time than was asked, and what holds. */
function shortenedWords({ stages, approvedDays, durationDays }: Approval): string {
  const votes = stages.flatMap((stage) => stage.votes);
  const names = votes.flatMap((vote) => (vote.durationDays === approvedDays ? [vote.person.name] : []));
  return `${new Intl.ListFormat("en").format(names)} shortened it from ${durationDays} to ${dayWords(approvedDays, "day")}.`;
}

function PolicySaid({ policy }: { policy: Approval["policy"] }) {
  if (policy === null) return <p className="text-ink-muted">Nothing of it is on record.</p>;
  return (
    <>
      <ul className="list-disc pl-4">
        {policy.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p className="mt-1 text-ink-faint text-small">
        {policy.policyVersion === "0" ? "The starting policy" : `Policy version ${policy.policyVersion}`}, as
        it was when this was asked.
      </p>
    </>
  );
}

function votesOf(stage: Approval["stages"][number], now: string): TimelineEntry[] {
  return stage.votes.map(({ person, onBehalfOf, decision, reason, durationDays, decidedAt }) => {
    const isApproval = decision === "approve";
    const who = onBehalfOf === null ? person.name : `${person.name}, for ${onBehalfOf.name}, who was away,`;
    return {
      id: `${stage.name} ${person.id}`,
      title: `${who} ${isApproval ? "approved" : "rejected"} it in the stage “${stage.name}”`,
      time: <Time at={decidedAt} now={now} />,
      icon: isApproval ? <Check aria-hidden="true" /> : <X aria-hidden="true" />,
      meaning: isApproval ? "good" : "danger",
      detail: (
        <>
          {durationDays !== null && <p>For at most {dayWords(durationDays, "day")}.</p>}
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{reason}</p>
        </>
      ),
    };
  });
}
