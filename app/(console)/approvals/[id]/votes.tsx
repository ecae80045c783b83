import { Check, MessageSquare, PencilLine, X } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline, type TimelineEntry } from "#components/ui/timeline.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";
import { CommentForm } from "./comment-form.tsx";

type Vote = RequestView["stages"][number]["votes"][number];
type Remark = RequestView["remarks"][number];

/** What others said, votes and comments in the order of time; and room to say something. */
export function Votes({ request, now }: { request: RequestView; now: string }) {
  const votes = request.stages.flatMap((stage) =>
    stage.votes.map((vote) => ({ at: vote.decidedAt, entry: voteEntry(vote, stage.name, now) })),
  );
  const remarks = request.remarks.map((remark) => ({
    at: remark.writtenAt,
    entry: remarkEntry(remark, now),
  }));
  const entries = [...votes, ...remarks]
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .map(({ entry }) => entry);
  return (
    <Section title="What others said">
      {entries.length === 0 ? (
        <p className="text-ink-muted">
          {request.state === "pending" ? "Nobody has said anything yet." : "Nobody decided on this."}
        </p>
      ) : (
        <Timeline label="Decisions and comments" entries={entries} />
      )}
      {request.state === "pending" && (
        <CommentForm requestId={request.id} allowed={request.allowed.comment} />
      )}
    </Section>
  );
}

function voteEntry(vote: Vote, stage: string, now: string): TimelineEntry {
  const isApproval = vote.decision === "approve";
  return {
    id: `${stage} ${vote.person.id}`,
    title: `${whoAnswered(vote)} ${isApproval ? "approved" : "rejected"} this`,
    time: <Time at={vote.decidedAt} now={now} />,
    icon: isApproval ? <Check aria-hidden="true" /> : <X aria-hidden="true" />,
    meaning: vote.uncounted !== null ? "warning" : isApproval ? "good" : "danger",
    detail: (
      <>
        {vote.uncounted !== null && (
          <p className="mb-1">
            <Badge meaning="warning">Counts no more</Badge> {vote.uncounted} Somebody else has to answer.
          </p>
        )}
        {vote.durationDays !== null && <p>For at most {dayWords(vote.durationDays, "day")}.</p>}
        <Said>{vote.reason === "" ? "Without a reason; the policy asks for none here." : vote.reason}</Said>
      </>
    ),
  };
}

function remarkEntry({ id, kind, author, onBehalfOf, body, writtenAt }: Remark, now: string): TimelineEntry {
  const hasAskedForChanges = kind === "changes_asked";
  return {
    id,
    title: `${whoAnswered({ person: author, onBehalfOf })} ${hasAskedForChanges ? "asked for changes" : "commented"}`,
    time: <Time at={writtenAt} now={now} />,
    icon: hasAskedForChanges ? <PencilLine aria-hidden="true" /> : <MessageSquare aria-hidden="true" />,
    meaning: hasAskedForChanges ? "warning" : "neutral",
    detail: <Said>{body}</Said>,
  };
}

/** As it was typed, within its lines: text of others lays out nothing but itself. */
function Said({ children }: { children: string }) {
  return (
    <p dir="auto" className="max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:isolate]">
      {children}
    </p>
  );
}

/** “Bea, for Ada, who was away,” where it was given in somebody's place. */
function whoAnswered({
  person,
  onBehalfOf,
}: Pick<Vote, "onBehalfOf"> & { person: { name: string } }): string {
  return onBehalfOf === null ? person.name : `${person.name}, for ${onBehalfOf.name}, who was away,`;
}
