import { type Fact, Facts } from "#components/ui/facts.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { changeInWords } from "#lib/reviews/change.ts";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";
import type { ServerAnswers } from "#lib/reviews/server-questions.ts";
import { Quote } from "./earlier-answers.tsx";

const DOES = {
  keep: "keeps this",
  revoke: "revokes this when the review closes",
  change: "asks for a change",
} as const;

/** Who answered what, and why, once there is an answer. */
export function Standing({ item, now }: { item: ReviewItemDetail; now: string }) {
  if (item.decision === "undecided") return null;
  const who = item.decidedBy?.name ?? "Somebody";
  return (
    <div className="mb-3 grid gap-1">
      <p>
        {who}
        {item.decidedFor !== null && `, in the place of ${item.decidedFor.name},`} {DOES[item.decision]}
        {item.given?.inBulk && ", together with others"}
        {item.decidedAt !== null && (
          <span className="text-ink-muted">
            , <Time at={item.decidedAt} now={now} />
          </span>
        )}
      </p>
      {item.change !== null && <p className="text-ink-muted">{changeInWords(item.change)}</p>}
      {item.reason !== null && <Quote>{item.reason}</Quote>}
      {item.given?.answers != null && <Facts items={said(item.given.answers)} />}
      {item.given?.isHasty && <Status meaning="notice">Noted as answered very fast</Status>}
    </div>
  );
}

function said({ neededFor, roleIsRight, credentialHolder, pathIsCurrent }: ServerAnswers): Fact[] {
  const yes = (answer: "yes" | "no") => (answer === "yes" ? "Yes" : "No");
  return [
    { label: "Needed for", value: neededFor },
    { label: "Role is right", value: yes(roleIsRight) },
    { label: "Credential held by", value: credentialHolder },
    { label: "Revocation path is current", value: yes(pathIsCurrent) },
  ];
}
