import { Check, X } from "lucide-react";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline } from "#components/ui/timeline.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { dayWords } from "#lib/policy/approval/policy-words.ts";

/** What others said, each with their reason. */
export function Votes({ request, now }: { request: RequestView; now: string }) {
  const votes = request.stages.flatMap((stage) =>
    stage.votes.map((vote) => ({ ...vote, stage: stage.name })),
  );
  return (
    <Section title="What others said">
      {votes.length === 0 ? (
        <p className="text-ink-muted">
          {request.state === "pending" ? "Nobody has decided yet." : "Nobody decided on this."}
        </p>
      ) : (
        <Timeline
          label="Decisions"
          entries={votes.map((vote) => ({
            id: `${vote.stage} ${vote.person.id}`,
            title: `${vote.person.name} ${vote.decision === "approve" ? "approved" : "rejected"} this`,
            time: <Time at={vote.decidedAt} now={now} />,
            icon: vote.decision === "approve" ? <Check aria-hidden="true" /> : <X aria-hidden="true" />,
            meaning: vote.decision === "approve" ? "good" : "danger",
            detail: (
              <>
                {vote.durationDays !== null && <p>For at most {dayWords(vote.durationDays, "day")}.</p>}
                <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {vote.reason === "" ? "Without a reason; the policy asks for none here." : vote.reason}
                </p>
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}
