import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { changeInWords } from "#lib/reviews/change.ts";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";
import { DecisionMark } from "../../decision-mark.tsx";

/** What was answered in stages before, as far as this one shows it. */
export function EarlierAnswers({ item, now }: { item: ReviewItemDetail; now: string }) {
  const { earlier, earlierHidden } = item;
  if (earlier.length === 0) {
    // A second look says so itself.
    if (earlierHidden === 0 || item.sampledAt !== null) return null;
    return (
      <p className="text-ink-muted">
        {earlierHidden === 1 ? "Somebody" : `${earlierHidden} people`} answered this in an earlier stage. This
        stage answers without seeing what.
      </p>
    );
  }
  return (
    <Section title="Answered before">
      <ul className="grid gap-3">
        {earlier.map((answer) => (
          <li key={`${answer.stage} ${answer.at}`}>
            <p className="flex flex-wrap items-center gap-x-2">
              <DecisionMark item={{ decision: answer.decision, isUnanswered: false }} />
              <span>
                {answer.by ?? "Somebody who is gone"}
                {answer.for !== null && ` for ${answer.for}`}
              </span>
              <span className="text-ink-muted">
                stage {answer.stage}, <Time at={answer.at} now={now} />
              </span>
            </p>
            {answer.change !== null && <p className="text-ink-muted">{changeInWords(answer.change)}</p>}
            {answer.reason !== null && <Quote>{answer.reason}</Quote>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What somebody wrote, as they wrote it. */
export function Quote({ children }: { children: string }) {
  return (
    <blockquote className="mt-1 whitespace-pre-wrap border-line-strong border-l-2 pl-3 text-ink-muted [overflow-wrap:anywhere]">
      {children}
    </blockquote>
  );
}
