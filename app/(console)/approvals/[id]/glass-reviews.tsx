import { Check, X } from "lucide-react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline } from "#components/ui/timeline.tsx";
import type { GlassView } from "#lib/approvals/glass-view.ts";
import { reviewBreakGlassAction } from "../actions.ts";

const NAMES_SHOWN = 5;

/** What the reviewers said so far, who can still say something, and this person's own word. */
export function GlassReviews(props: {
  glass: GlassView;
  /** Something of it is in force still, so that “not justified” cuts it. */
  cuts: boolean;
  now: string;
}) {
  const { glass, cuts, now } = props;
  const isOpen = glass.closedAt === null;
  return (
    <Section
      title="Review"
      description={`Two people who did not use it say whether it was justified. ${
        cuts
          ? "One “not justified” cuts it at once."
          : "Nothing of it is in force by it any more, so there is nothing to cut."
      }`}
    >
      <div className="grid gap-4">
        {glass.reviews.length === 0 ? (
          <p className="text-ink-muted">Nobody has reviewed it yet.</p>
        ) : (
          <Timeline
            label="Reviews"
            entries={glass.reviews.map(({ person, verdict, reason, reviewedAt }) => ({
              id: person.id,
              title: `${person.name}: ${verdict === "justified" ? "justified" : "not justified"}`,
              time: <Time at={reviewedAt} now={now} />,
              icon: verdict === "justified" ? <Check aria-hidden="true" /> : <X aria-hidden="true" />,
              meaning: verdict === "justified" ? "good" : "danger",
              detail: <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{reason}</p>,
            }))}
          />
        )}
        {isOpen && <p className="text-ink-muted">Can review it: {names(glass)}.</p>}
        {isOpen && <OwnReview glass={glass} cuts={cuts} />}
      </div>
    </Section>
  );
}

/** Both answers, the same size, each with its reason; or why it is not this person's to give. */
function OwnReview({ glass, cuts }: { glass: GlassView; cuts: boolean }) {
  const { review, object } = glass.allowed;
  if (object !== true) return <p className="text-pretty">{object}</p>;
  return (
    <div className="grid gap-4 sm:grid-cols-2 print:hidden">
      {review === true ? (
        <ReviewForm requestId={glass.requestId} verdict="justified" cuts={cuts} />
      ) : (
        <p className="text-pretty">{review}</p>
      )}
      <ReviewForm requestId={glass.requestId} verdict="not_justified" cuts={cuts} />
    </div>
  );
}

const VERDICTS = {
  justified: { verb: "Justified", label: "Why it was justified", variant: "primary", Icon: Check },
  not_justified: { verb: "Not justified", label: "Why it was not", variant: "danger", Icon: X },
} as const;

function ReviewForm(props: { requestId: string; verdict: keyof typeof VERDICTS; cuts: boolean }) {
  const { requestId, verdict, cuts } = props;
  const { verb: word, label, variant, Icon } = VERDICTS[verdict];
  const verb = cuts && verdict === "not_justified" ? `${word}: cut it` : word;
  return (
    <Form action={reviewBreakGlassAction} aria-label={verb} className="content-start gap-2">
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="verdict" value={verdict} />
      <Textarea name="reason" label={label} rows={3} maxLength={2000} />
      <SubmitButton size="large" variant={variant} icon={<Icon aria-hidden="true" />} className="w-full">
        {verb}
      </SubmitButton>
    </Form>
  );
}

function names({ reviewers }: GlassView): string {
  const all = reviewers.map(({ name }) => name);
  if (all.length === 0) return "nobody";
  const more = all.length - NAMES_SHOWN;
  return more > 0 ? `${all.slice(0, NAMES_SHOWN).join(", ")} and ${more} more` : all.join(", ");
}
