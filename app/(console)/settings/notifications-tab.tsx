import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { EVENT_GROUPS, GROUP_NAMES } from "#lib/notifications/event-group.ts";
import { getMyPreferences } from "#lib/notifications/queries/get-my-preferences.ts";
import { FailedEmails } from "./failed-emails.tsx";
import { savePreferencesAction } from "./notification-actions.ts";

const CHOICES = [
  { value: "at_once", label: "At once" },
  { value: "digest", label: "In the daily digest" },
  { value: "off", label: "No e-mail" },
];
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** What the person gets by e-mail; for administrators also what could not be sent. */
export async function NotificationsTab({ actor }: { actor: PersonActor }) {
  const mine = await getMyPreferences(actor, {});
  return (
    <div className="grid grid-cols-1 gap-4">
      <Section
        title="My e-mails"
        description={`Notices are always here in Steward. What also comes by e-mail, to ${mine.email}, is your choice. No e-mail can approve anything: its links lead to pages that ask you to sign in.`}
      >
        {!mine.isEmailOn && (
          <Callout meaning="neutral" title="This installation sends no e-mail" className="mb-4">
            Whoever runs Steward can turn it on with the setting SMTP_URL. Your choices are kept until then.
          </Callout>
        )}
        <Form action={savePreferencesAction}>
          <div className="grid gap-4 sm:grid-cols-2">
            {GROUP_NAMES.map((group) => (
              <Select
                key={group}
                name={`emails.${group}`}
                label={EVENT_GROUPS[group].label}
                hint={EVENT_GROUPS[group].hint}
                options={CHOICES}
                defaultValue={mine.emails[group]}
              />
            ))}
            <Select
              name="digestHour"
              label="Digest from"
              hint="Once a day, and only when something new is unread."
              options={HOURS}
              defaultValue={String(mine.digestHour)}
            />
            <Select
              name="timeZone"
              label="In the time zone"
              options={Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone }))}
              placeholder={`This installation's (${mine.siteTimeZone})`}
              defaultValue={mine.timeZone ?? ""}
              isOptional
            />
          </div>
          <FormActions>
            <SubmitButton>Save</SubmitButton>
          </FormActions>
        </Form>
      </Section>
      {isPermitted(actor, "email:manage") && <FailedEmails actor={actor} />}
    </div>
  );
}
