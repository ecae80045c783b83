import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GlassView } from "#lib/approvals/glass-view.ts";
import { repairBreakGlassAction } from "../actions.ts";

/** Said before anything else: this was approved by nobody, who did it and why, and what is left of it. */
export function BrokenGlass({ glass, now }: { glass: GlassView; now: string }) {
  const { meaning, title: inForce } = LOOKS[glass.state];
  const hasEnded = glass.state === "open" && glass.endsAt <= now;
  const title = hasEnded ? "Had by breaking glass, and ended by itself: nobody approved this" : inForce;
  return (
    <>
      <Callout meaning={meaning} title={title}>
        <p>
          {glass.person.name} broke glass <Time at={glass.usedAt} now={now} />, for {glass.hours}{" "}
          {glass.hours === 1 ? "hour" : "hours"}: “{glass.reason}”
        </p>
        {glass.revokedBefore.map((words) => (
          <p key={words} className="[overflow-wrap:anywhere]">
            Before that, {words}
          </p>
        ))}
        <p>
          <WhenItEnds glass={glass} now={now} />
        </p>
        {(glass.state === "open" || glass.state === "cut") && (
          <p>
            Apart from that, two others review it until <Time at={glass.reviewDueAt} now={now} show="exact" />
            {glass.reviewDueAt > glass.endsAt &&
              glass.state === "open" &&
              ", also once it has ended by itself"}
            . Until both have, {glass.person.name} breaks no other glass.
          </p>
        )}
        {glass.state === "overdue" && (
          <p>Until two others have reviewed it, {glass.person.name} breaks no other glass.</p>
        )}
      </Callout>
      <ReviewersGone glass={glass} />
    </>
  );
}

/** What it gave ends by itself, whatever its review says and whenever that is due. */
function WhenItEnds({ glass, now }: { glass: GlassView; now: string }) {
  if (glass.state !== "open" && glass.state !== "justified") return null;
  const isOver = glass.endsAt <= now;
  if (isOver && glass.state === "justified") return null;
  return (
    <>
      What it gave {isOver ? "ended" : glass.state === "open" ? "ends" : "still ends"} by itself{" "}
      <Time at={glass.endsAt} now={now} show="exact" />.
    </>
  );
}

const LOOKS = {
  open: { meaning: "warning", title: "In force by breaking glass: nobody approved this" },
  cut: { meaning: "danger", title: "Broken glass, cut: one reviewer says that it was not justified" },
  overdue: { meaning: "danger", title: "Broken glass, cut: two others did not review it in time" },
  justified: { meaning: "notice", title: "Broken glass, reviewed by two others: justified" },
  unjustified: { meaning: "danger", title: "Broken glass, reviewed by two others: not justified" },
} satisfies Record<GlassView["state"], { meaning: Meaning; title: string }>;

function ReviewersGone({ glass }: { glass: GlassView }) {
  const { repair } = glass.allowed;
  if (repair === null) return null;
  return (
    <Callout
      meaning="danger"
      title="Too few of those who may review it still can"
      actions={
        <FormDialog
          action={repairBreakGlassAction}
          label="Ask whoever fits now"
          size="small"
          title="Ask whoever fits now"
          description="The same roles, groups and owners, with their people of today. You do not review it yourself."
          submitLabel="Ask them"
          disabledReason={repair === true ? undefined : repair}
        >
          <input type="hidden" name="requestId" value={glass.requestId} />
          <Textarea name="reason" label="Why" placeholder="Both reviewers have left." />
        </FormDialog>
      }
    >
      <p>They left, lost the role, or gain by it now. An administrator asks others, without reviewing.</p>
      {repair !== true && <p>{repair}</p>}
    </Callout>
  );
}
