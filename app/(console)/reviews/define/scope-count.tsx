import type { ReviewSubject } from "#lib/reviews/campaign-definition.ts";
import { subjectsInWords } from "./subject-words.ts";
import type { useScopeCount } from "./use-scope-count.ts";

type Count = ReturnType<typeof useScopeCount> & {
  subjects: readonly ReviewSubject[];
  /** Nothing is chosen yet, so there is nothing to count. */
  isEmpty: boolean;
};

/** What the scope would find if it were staged now, said again as it changes. */
export function ScopeCount({ known, state, subjects, isEmpty }: Count) {
  return (
    <p
      role="status"
      aria-busy={state === "counting"}
      className="rounded-medium bg-sunken px-3 py-2 aria-busy:text-ink-muted"
    >
      {isEmpty ? "Name a server to see what the review would hold." : wordsOf({ known, state, subjects })}
    </p>
  );
}

function wordsOf({ known, state, subjects }: Omit<Count, "isEmpty">): string {
  if (state === "failed") return "This could not be counted now. It is counted when the review is staged.";
  if (known === null) return "Counting…";
  const { servers, things } = known;
  if (servers.count === 0) return "No server fits, so there is nothing to review.";
  const found = subjectsInWords("server", servers.count, servers.isCapped);
  if (things === null) return `${found} fit now. What they hold is counted when the review is staged.`;
  const kinds = subjects
    .filter((subject) => subject !== "server" && things[subject].count > 0)
    .map((subject) => subjectsInWords(subject, things[subject].count, things[subject].isCapped));
  const total = subjects.reduce((sum, subject) => sum + things[subject].count, 0);
  if (total === 0) return `${found} fit now, with nothing to review on them.`;
  const held = kinds.length === 0 ? "" : ` with ${new Intl.ListFormat("en").format(kinds)}`;
  const isCapped = subjects.some((subject) => things[subject].isCapped);
  return `Now: ${found}${held}. ${total.toLocaleString("en")}${isCapped ? " or more" : ""} ${total === 1 ? "item" : "items"} to answer.`;
}
