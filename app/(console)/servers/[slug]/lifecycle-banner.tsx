import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { asSentence } from "./as-sentence.ts";
import { cancelRetirementAction } from "./lifecycle-actions.ts";
import { tabHref } from "./server-tabs.ts";

/** What a reader must know before anything else on the page, and what to do about it. */
export function LifecycleBanner({ server, now }: { server: ServerPage; now: string }) {
  const { state } = server;
  if (state === "revoked" || state === "retired") return <Ended server={server} now={now} />;
  return (
    <>
      {server.retirement !== null && <ToBeRetired server={server} now={now} />}
      {state === "suspended" && (
        <Callout meaning="warning" title="Suspended: every decision about it is no">
          {asSentence(server.stateReason)} Resuming it puts back what is still granted and unchanged.
        </Callout>
      )}
    </>
  );
}

function ToBeRetired({ server, now }: { server: ServerPage; now: string }) {
  const { retirement } = server;
  if (retirement === null) return null;
  const today = now.slice(0, 10);
  const isDue = retirement.plannedOn <= today;
  return (
    <Callout
      meaning={isDue ? "warning" : "notice"}
      title={
        <>
          {retirement.plannedOn === today
            ? "Is to retire today, "
            : isDue
              ? "Was to retire on "
              : "Retires on "}
          <time dateTime={retirement.plannedOn}>{dayInWords(retirement.plannedOn)}</time>, planned by{" "}
          {retirement.askedBy}
          {!isDue && "; its grants end then"}
        </>
      }
      actions={
        <>
          {server.allowed.cancelRetirement === true && (
            <Form action={cancelRetirementAction} aria-label="Cancel the retirement">
              <input type="hidden" name="serverId" value={server.id} />
              <SubmitButton size="small" variant="secondary">
                Cancel the retirement
              </SubmitButton>
            </Form>
          )}
          <LinkButton href={`${tabHref(server.slug, "revocation")}#end`} size="small">
            See what will stop
          </LinkButton>
        </>
      }
    >
      {asSentence(retirement.reason)} Nothing is cut off before an administrator retires it.
    </Callout>
  );
}

function Ended({ server, now }: { server: ServerPage; now: string }) {
  const left = server.credentials.filter((credential) => credential.state === "active").length;
  const isRetired = server.state === "retired";
  return (
    <Callout
      meaning={left > 0 ? "danger" : "notice"}
      title={
        <>
          {isRetired ? "Retired" : "Revoked"}
          {server.endedAt !== null && (
            <>
              {" "}
              <Time at={server.endedAt} now={now} />
            </>
          )}
          {left > 0 &&
            (left === 1
              ? ": 1 credential is still to be revoked"
              : `: ${left} credentials are still to be revoked`)}
        </>
      }
      actions={
        left > 0 && (
          <LinkButton href={tabHref(server.slug, "credentials")} size="small">
            Go to the credentials
          </LinkButton>
        )
      }
    >
      {asSentence(server.stateReason)} {isRetired ? RETIRED_WORDS : REVOKED_WORDS}
      {left > 0 && " A credential works at its issuer until it is revoked there; mark each when it is."}
    </Callout>
  );
}

const RETIRED_WORDS = "Its record is kept as it was; the same server can be registered anew.";
const REVOKED_WORDS =
  "This cannot be undone. Retire it when nothing is left to do, or register it anew after.";
