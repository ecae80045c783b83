import { ReadableRequests } from "#app/readable-requests.tsx";
import { RequestLink } from "#app/request-link.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GlassView } from "#lib/approvals/glass-view.ts";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { repairBreakGlassAction } from "../actions.ts";

/** Said before anything else: this was approved by nobody, who did it and why, and what is left of it. */
export function BrokenGlass({ glass, grants, now }: { glass: GlassView; grants: Grants; now: string }) {
  const { meaning, title: inForce } = LOOKS[glass.state];
  const isStanding = isInForce(grants, now);
  const title = glass.state === "open" && !isStanding ? endedTitle(glass, grants, now) : inForce;
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
          <WhenItEnds glass={glass} isStanding={isStanding} now={now} />
        </p>
        <InItsPlace grants={grants} now={now} />
        {(glass.state === "open" || glass.state === "cut") && (
          <p>
            Apart from that, two others review it until <Time at={glass.reviewDueAt} now={now} show="exact" />
            {glass.reviewDueAt > glass.endsAt &&
              glass.state === "open" &&
              isStanding &&
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
function WhenItEnds({ glass, isStanding, now }: { glass: GlassView; isStanding: boolean; now: string }) {
  if (glass.state !== "open" && glass.state !== "justified") return null;
  const isOver = glass.endsAt <= now;
  if (isOver ? glass.state === "justified" : !isStanding) return null;
  return (
    <>
      What it gave {isOver ? "ended" : glass.state === "open" ? "ends" : "still ends"} by itself{" "}
      <Time at={glass.endsAt} now={now} show="exact" />.
    </>
  );
}

/** What stands by an approval in the place of what the glass gave, so that cutting the glass leaves it. */
function InItsPlace({ grants, now }: { grants: Grants; now: string }) {
  const replaced = grants.flatMap(({ id, name, inItsPlace }) =>
    inItsPlace === null || inItsPlace.isByGlass ? [] : [{ id, name, ...inItsPlace }],
  );
  if (replaced.length === 0) return null;
  return (
    <ReadableRequests of={replaced.map(({ requestId }) => requestId)}>
      {replaced.map(({ id, name, requestId, expiresAt }) => (
        <p key={id} className="[overflow-wrap:anywhere]">
          <code>{name}</code> is in force until <Time at={expiresAt} now={now} show="exact" /> by{" "}
          {requestId === null ? "an approval" : <RequestLink id={requestId}>an approval</RequestLink>} that
          took its place.
        </p>
      ))}
    </ReadableRequests>
  );
}

type Grants = RequestView["grants"];

/** Whether anything of these is in force still. */
export function isInForce(grants: Grants, now: string): boolean {
  return grants.some(({ state, expiresAt }) => state !== "revoked" && expiresAt > now);
}

function endedTitle({ endsAt }: GlassView, grants: Grants, now: string): string {
  if (grants.some(({ inItsPlace }) => inItsPlace !== null && !inItsPlace.isByGlass)) {
    return "Had by breaking glass; an approval has taken its place";
  }
  return endsAt <= now
    ? "Had by breaking glass, and ended by itself: nobody approved this"
    : "Had by breaking glass, and ended since: nobody approved this";
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
