import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import { answerBrakeAction } from "./actions.ts";
import { type Close, looksInWords, shareInWords, things } from "./close-words.ts";

/** A close that waits for a second person: who asked, what it would end, and the answers one may give. */
export function OpenBrake({ close, now }: { close: Close; now: string }) {
  const open = close.brakes.find(({ answer }) => answer === null);
  if (open === undefined) return null;
  const { allowed } = close;
  return (
    <Callout
      meaning="warning"
      title="Closing this review waits for a second person"
      actions={
        allowed.isMine ? (
          <Answer
            close={close}
            answer="withdraw"
            label="Take it back"
            title="Take it back"
            allowed={allowed.withdraw}
          />
        ) : (
          <>
            <Answer
              close={close}
              answer="decline"
              label="Decline"
              title="Decline to close it"
              allowed={allowed.decline}
            />
            <Answer
              close={close}
              answer="confirm"
              label={`Confirm and cut off ${close.effect.removals.toLocaleString("en")}`}
              title={`Cut off ${things(close.effect.removals)}`}
              allowed={allowed.confirm}
              isDangerous
            />
          </>
        )
      }
    >
      {open.askedBy?.name ?? "The review itself"} asked <Time at={open.askedAt} now={now} /> to close it. That
      would cut off {shareInWords(close.effect)}; one person may cut off {open.percent} per cent
      {close.effect.secondLooks > 0 && ", and skip no second look"}. Look through the list below.
      {open.earlyReason !== null && ` Why it is to close now: ${open.earlyReason}`}
      {allowed.isMine &&
        (close.hasSecond
          ? " Nobody else has to be told: every other administrator was."
          : " There is no other administrator who could confirm it: make somebody one in Settings, and tell them.")}
    </Callout>
  );
}

function Answer(props: {
  close: Close;
  answer: "confirm" | "decline" | "withdraw";
  label: string;
  title: string;
  allowed: true | string;
  isDangerous?: boolean;
}) {
  const { close, answer, allowed } = props;
  return (
    <FormDialog
      action={answerBrakeAction}
      label={props.label}
      title={props.title}
      submitLabel={props.label}
      size="small"
      {...(props.isDangerous ? { variant: "danger" as const, isDangerous: true } : {})}
      disabledReason={allowed === true ? undefined : allowed}
    >
      <input type="hidden" name="campaignId" value={close.campaignId} />
      <input type="hidden" name="answer" value={answer} />
      {answer === "confirm" && (
        <>
          <input type="hidden" name="removals" value={close.effect.removals} />
          <input type="hidden" name="lastAnswerId" value={close.lastAnswerId} />
          <p className="text-ink-muted">
            {close.effect.shortened === 0
              ? "They are cut off at once."
              : `They are cut off at once, but for ${things(close.effect.shortened)} among them answered to end sooner, within 7 days.`}{" "}
            If somebody answers while you look, you are asked to look again.
          </p>
        </>
      )}
      <Textarea name="reason" label={answer === "confirm" ? "What you looked at" : "Why"} />
    </FormDialog>
  );
}

const ANSWERS = { confirmed: "confirmed it", declined: "declined", withdrawn: "took it back" } as const;

/** Who was asked before, and what they said. */
export function BrakeHistory({ close, now }: { close: Close; now: string }) {
  const answered = close.brakes.filter(({ answer }) => answer !== null);
  if (answered.length === 0) return null;
  return (
    <Section
      title="Asked before"
      description="Closing it would have cut off more than one person may, or skipped second looks."
    >
      <ul className="grid gap-2">
        {answered.map((brake) => (
          <li key={brake.id} className="[overflow-wrap:anywhere]">
            {brake.askedBy?.name ?? "The review itself"} asked for {shareInWords(brake)}
            {(brake.secondLooks ?? 0) > 0 && `, without ${looksInWords(brake.secondLooks ?? 0)}`}
            {brake.earlyReason !== null && ` (${brake.earlyReason})`}; {brake.answeredBy?.name ?? "Steward"}{" "}
            {brake.answer !== null && ANSWERS[brake.answer]}
            {brake.answeredAt !== null && (
              <>
                {" "}
                <Time at={brake.answeredAt} now={now} />
              </>
            )}
            .{brake.reason !== null && <span className="text-ink-muted"> {brake.reason}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
