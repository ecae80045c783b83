import { StateBadge } from "#app/state-badge.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listTriggers } from "#lib/reviews/queries/list-triggers.ts";

type Trigger = Awaited<ReturnType<typeof listTriggers>>[number];

/** What can open a review: whether it does, how long its reviewers have, and the last one. `now` is ISO 8601. */
export function TriggerList(props: { triggers: readonly Trigger[]; now: string; canManage: boolean }) {
  const { triggers, now, canManage } = props;
  return (
    <ul>
      {triggers.map((trigger) => (
        <li
          key={trigger.kind}
          className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-3 last:border-b-0"
        >
          <div className="min-w-0 max-w-prose flex-1 basis-72">
            <p className="flex flex-wrap items-center gap-x-3">
              <span className="font-strong">{trigger.title}</span>
              <Status meaning={trigger.isOn ? "good" : "neutral"}>{trigger.isOn ? "On" : "Off"}</Status>
            </p>
            <p className="text-ink-muted text-pretty">{saysOf(trigger)}</p>
            {trigger.lastReview !== null && (
              <p className="text-small">
                Last:{" "}
                <TextLink href={`/reviews/${trigger.lastReview.id}`}>{trigger.lastReview.name}</TextLink>,{" "}
                <Time at={trigger.lastReview.openedAt} now={now} />{" "}
                <StateBadge of="campaign" state={trigger.lastReview.state} isQuiet />
              </p>
            )}
          </div>
          {canManage && (
            <LinkButton href={`/reviews/schedules/events/${trigger.kind}`} size="small">
              {trigger.isOn ? "Change" : "Set up"}
              <span className="sr-only">: {trigger.title}</span>
            </LinkButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function saysOf({ kind, says, isOn, terms }: Trigger): string {
  if (!isOn) return says;
  const idle = kind === "idle" ? ` It is ${terms.idleDays} days here.` : "";
  return `${says}${idle} Its reviewers have ${terms.days === 1 ? "1 day" : `${terms.days} days`}.`;
}
