import { FormDialog } from "#components/form/form-dialog.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listAskedChanges } from "#lib/reviews/queries/list-asked-changes.ts";
import { answerAskedChangeAction } from "./answer-asked-change-action.ts";
import { KIND_WORDS } from "./item-words.ts";

export type AskedChange = Awaited<ReturnType<typeof listAskedChanges>>["items"][number];

interface Props {
  changes: readonly AskedChange[];
  /** What the page is about is not named again. */
  on: "server" | "review" | "mine";
  now: string;
}

/** What reviews ask to be changed and Steward cannot change: what, by when, who asked, and what became of it. */
export function AskedChanges({ changes, on, now }: Props) {
  return (
    <ul className="divide-y divide-line">
      {changes.map((change) => (
        <li
          key={change.itemId}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-2.5"
        >
          <div className="grid min-w-0 flex-1 basis-72 gap-0.5 [overflow-wrap:anywhere]">
            <p className="font-strong">
              {KIND_WORDS[change.kind]} {change.kind === "server" && on === "server" ? "itself" : change.name}
              {on !== "server" && change.kind !== "server" && (
                <>
                  {" "}
                  of <TextLink href={`/servers/${change.server.slug}#changes`}>{change.server.name}</TextLink>
                </>
              )}
            </p>
            <p className="whitespace-pre-wrap">{whatInWords(change)}</p>
            <p className="text-ink-muted text-small">
              {change.askedBy === null ? "Asked" : `${change.askedBy.name} asked`}
              {on !== "review" && (
                <>
                  {" "}
                  in <TextLink href={`/reviews/${change.campaign.id}`}>{change.campaign.name}</TextLink>
                </>
              )}
              {change.reason !== null && <>: {change.reason}</>}
            </p>
            {change.note !== null && <p className="text-ink-muted text-small">{`Answer: ${change.note}`}</p>}
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <State change={change} now={now} />
            {change.state === "open" && !isEnded(change) && <Answers change={change} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** "Make the scope narrow", or the words of whoever reviewed it. */
export function whatInWords({ change, name }: Pick<AskedChange, "change" | "name">): string {
  return "breadth" in change ? `Make ${name} a ${change.breadth} scope: ask for that one.` : change.words;
}

function isEnded({ change, isOver }: AskedChange): boolean {
  return "breadth" in change && isOver;
}

function State({ change, now }: { change: AskedChange; now: string }) {
  const { state, isOver, dueAt, answeredBy, answeredAt } = change;
  if (state !== "open") {
    return (
      <Status meaning={state === "done" ? "good" : "neutral"}>
        {state === "done" ? "Done" : "Declined"}
        {answeredBy !== null && ` by ${answeredBy}`}
        {answeredAt !== null && (
          <>
            , <Time at={answeredAt} now={now} />
          </>
        )}
      </Status>
    );
  }
  if (isEnded(change)) return <Status meaning="neutral">The broad scope ended</Status>;
  return (
    <Badge meaning={isOver ? "danger" : "warning"}>
      {isOver ? "Late since " : "breadth" in change.change ? "Ends " : "Due "}
      <Time at={dueAt} now={now} />
    </Badge>
  );
}

function Answers({ change }: { change: AskedChange }) {
  const disabledReason = change.allowed === true ? undefined : change.allowed;
  const hidden = (answer: string) => (
    <>
      <input type="hidden" name="campaignId" value={change.campaign.id} />
      <input type="hidden" name="itemId" value={change.itemId} />
      <input type="hidden" name="answer" value={answer} />
    </>
  );
  return (
    <>
      {change.href !== null && (
        <LinkButton href={change.href} size="small">
          Ask for it
        </LinkButton>
      )}
      <FormDialog
        action={answerAskedChangeAction}
        label="Done"
        buttonSize="small"
        title="Say that it is done"
        description={whatInWords(change)}
        submitLabel="It is done"
        size="small"
        disabledReason={disabledReason}
      >
        {hidden("done")}
        <Textarea name="note" label="What was done" isOptional rows={3} maxLength={1000} />
      </FormDialog>
      <FormDialog
        action={answerAskedChangeAction}
        label="Decline"
        buttonSize="small"
        title="Decline the change"
        description={
          "breadth" in change.change
            ? "The broad scope ends all the same. Whoever asked is told, and your reason stays on record."
            : "Whoever asked is told, and your reason stays on record."
        }
        submitLabel="Decline"
        size="small"
        disabledReason={disabledReason}
      >
        {hidden("declined")}
        <Textarea name="note" label="Why not" rows={3} maxLength={1000} />
      </FormDialog>
    </>
  );
}
