import { Time } from "#components/ui/time.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";

/** Who answered what, and why, once there is an answer. */
export function Standing({ item, now }: { item: ReviewItemView; now: string }) {
  if (item.decision === "undecided") return null;
  const who = item.decidedBy?.name ?? "Somebody";
  return (
    <div className="mb-3">
      <p>
        {who} {item.decision === "keep" ? "keeps this" : "revokes this when the review closes"}
        {item.decidedAt !== null && (
          <span className="text-ink-muted">
            , <Time at={item.decidedAt} now={now} />
          </span>
        )}
      </p>
      {item.reason !== null && (
        <blockquote className="mt-1 whitespace-pre-wrap border-line-strong border-l-2 pl-3 text-ink-muted [overflow-wrap:anywhere]">
          {item.reason}
        </blockquote>
      )}
    </div>
  );
}
