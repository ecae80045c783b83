import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { answer } from "#lib/doors/page.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import { listRemovals } from "#lib/reviews/queries/list-removals.ts";
import { RefreshWhileShown } from "../../../servers/[slug]/refresh-while.tsx";
import { acceptFailuresAction, retryRemovalsAction } from "../close/actions.ts";
import { BrakeHistory } from "../close/brake.tsx";
import type { Close } from "../close/close-words.ts";
import { RemovalList } from "../close/removal-list.tsx";

/** How far a close is, what is tried again, and what failed and waits for a person. */
export async function Closing({ campaignId, now }: { campaignId: string; now: string }) {
  const found = await answer(async (actor) => ({
    close: await getClose(actor, { campaignId }),
    failed: await listRemovals(actor, { campaignId, which: "failed" }),
    retrying: await listRemovals(actor, { campaignId, which: "retrying" }),
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { close, failed, retrying } = found.data;
  const { open, total } = close.progress;
  const href = `/reviews/${campaignId}`;
  return (
    <>
      {close.state === "closing" && open > 0 && (
        <Section
          title="Being closed"
          description="Answers are carried out, and each is verified before it counts as done."
        >
          <RefreshWhileShown />
          <Progress
            label="Carried out and verified"
            done={total - open}
            total={total}
            detail="This goes on whether or not anybody looks. You are told when it is done."
          />
        </Section>
      )}
      {close.state === "closing" && open === 0 && close.progress.failed === 0 && <RefreshWhileShown />}
      {retrying.items.length > 0 && (
        <Section title="To be tried again" description="These could not be carried out yet." flush>
          <RemovalList page={retrying} now={now} hrefOf={() => href} />
        </Section>
      )}
      {failed.items.length > 0 && (
        <>
          {close.state === "closing" && close.accepted === null && <WaitsForPerson close={close} />}
          <Section title="Failed" description={failedInWords(close)} flush>
            <RemovalList page={failed} now={now} hrefOf={() => href} />
          </Section>
        </>
      )}
      <BrakeHistory close={close} now={now} />
    </>
  );
}

function WaitsForPerson({ close }: { close: Close }) {
  const { allowed, campaignId, progress } = close;
  const what =
    progress.failed === 1 ? "1 removal has" : `${progress.failed.toLocaleString("en")} removals have`;
  return (
    <Callout
      meaning="danger"
      title={`${what} failed, and the review waits for you`}
      actions={
        <>
          <FormDialog
            action={acceptFailuresAction}
            label="Close with that on record"
            title="Close it with failures on record"
            description="What failed stays in force, and the evidence says so, with your reason. End it elsewhere."
            submitLabel="Close it so"
            size="small"
            isDangerous
            disabledReason={allowed.accept === true ? undefined : allowed.accept}
          >
            <input type="hidden" name="campaignId" value={campaignId} />
            <Textarea name="reason" label="Why, and what is done about it" />
          </FormDialog>
          <FormDialog
            action={retryRemovalsAction}
            label="Try again"
            variant="primary"
            title="Try everything that failed again"
            submitLabel="Try again"
            size="small"
            disabledReason={allowed.retry === true ? undefined : allowed.retry}
          >
            <input type="hidden" name="campaignId" value={campaignId} />
            <p className="text-ink-muted">It is tried at once, and again later where that fails.</p>
          </FormDialog>
        </>
      }
    >
      Its evidence is sealed once nothing is left, or once somebody says that it closes so.
    </Callout>
  );
}

function failedInWords({ accepted }: Close): string {
  if (accepted === null) return "These were tried several times in vain, and are still in force.";
  const by = accepted.by?.name ?? "Somebody";
  return `${by} closed the review with these on record: ${accepted.reason}`;
}
