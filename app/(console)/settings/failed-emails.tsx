import { MailCheck } from "lucide-react";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { listFailedEmails } from "#lib/notifications/queries/list-failed-emails.ts";
import { retryEmailAction } from "./notification-actions.ts";

/** E-mails that were given up, for administrators to try again. */
export async function FailedEmails({ actor }: { actor: PersonActor }) {
  const { isOn, waitingCount, sentCount, failedCount, failed } = await listFailedEmails(actor, {});
  const now = pageTime();
  const counts = `${sentCount.toLocaleString("en")} sent in the last 90 days, ${waitingCount.toLocaleString("en")} waiting, ${failedCount.toLocaleString("en")} given up.`;
  return (
    <Section
      title="E-mails that could not be sent"
      description={isOn ? counts : `E-mail is off: SMTP_URL is not set. ${counts}`}
      flush
    >
      {failed.length === 0 ? (
        <EmptyState icon={<MailCheck />} title="None was given up">
          An e-mail is tried eight times over two hours before it stands here.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {failed.map((email) => (
            <li key={email.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
              <div className="min-w-56 flex-1">
                <p className="font-strong [overflow-wrap:anywhere]">{email.about}</p>
                <p className="text-ink-muted text-small">
                  to {email.to}, given up <Time at={email.failedAt} now={now} />
                </p>
              </div>
              <p className="min-w-56 flex-1 text-ink-muted">{email.reason}</p>
              <Form action={retryEmailAction} aria-label={`Try again: ${email.about}, to ${email.to}`}>
                <input type="hidden" name="emailId" value={email.id} />
                <SubmitButton
                  variant="secondary"
                  size="small"
                  disabledReason={isOn ? undefined : "E-mail is off: SMTP_URL is not set."}
                >
                  Try again
                </SubmitButton>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
