import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";

type Uses = Awaited<ReturnType<typeof listBreakGlass>>["items"];

/** Broken glass that two others have not reviewed, each with the way to its page. */
export function GlassCallouts({ uses, now, isOwnReview }: { uses: Uses; now: string; isOwnReview: boolean }) {
  return uses.map(({ requestId, title, person, reason, state, endsAt, reviewDueAt, reviews, isInForce }) => (
    <Callout
      key={requestId}
      meaning={state === "open" ? "warning" : "danger"}
      title={title}
      actions={
        <LinkButton
          href={`/approvals/${requestId}`}
          size="small"
          variant={isOwnReview ? "primary" : "secondary"}
        >
          {isOwnReview ? "Review it" : "Look at it"}
        </LinkButton>
      }
    >
      {person.name}: “{reason}” {state === "open" ? openWords(isInForce, endsAt <= now) : STATE_WORDS[state]}{" "}
      {reviews.length} of 2 reviews; {state === "overdue" ? "they were due" : "they are due"}{" "}
      <Time at={reviewDueAt} now={now} />.
    </Callout>
  ));
}

function openWords(isInForce: boolean, isOver: boolean): string {
  if (isInForce) return "In force.";
  return isOver ? "It has ended by itself." : "Nothing of what it gave is in force by it any more.";
}

const STATE_WORDS = {
  cut: "Cut: one reviewer says that it was not justified.",
  overdue: "Cut: not reviewed in time.",
  justified: "",
  unjustified: "",
} satisfies Record<Exclude<Uses[number]["state"], "open">, string>;
