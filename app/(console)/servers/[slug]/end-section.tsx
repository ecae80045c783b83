import { FormDialog } from "#components/form/form-dialog.tsx";
import type { FormAction } from "#components/form/form-state.ts";
import { Callout } from "#components/ui/callout.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { getServerUse } from "#lib/grants/queries/get-server-use.ts";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { requestRetirementAction, retireServerAction, revokeServerAction } from "./lifecycle-actions.ts";

type Use = Awaited<ReturnType<typeof getServerUse>>;

/** The end of a server: what would stop working, for how many, and the ways to it. */
export function EndSection({ server, use }: { server: ServerPage; use: Use }) {
  const { allowed } = server;
  const credentials = server.credentials.filter((credential) => credential.state === "active").length;
  return (
    <Section
      id="end"
      title="End of life"
      description="What stops working when this server is cut off."
      actions={
        <>
          <RequestDialog server={server} />
          <EndDialog
            server={server}
            use={use}
            label="Revoke"
            action={revokeServerAction}
            verdict={allowed.revoke}
          />
          <EndDialog
            server={server}
            use={use}
            label="Retire"
            action={retireServerAction}
            verdict={allowed.retire}
          />
        </>
      }
    >
      <Facts
        items={[
          { label: "Consumers with access", value: use.consumers, hint: namesOf(use) },
          { label: "Enabled tools", value: use.tools },
          { label: "Grants to revoke", value: use.grants, hint: "Suspended ones included." },
          {
            label: "Credentials left",
            value: credentials,
            hint: "To be revoked at their issuers: Steward cannot do that for you.",
          },
        ]}
      />
    </Section>
  );
}

function namesOf({ consumerNames, consumers }: Use): string | undefined {
  if (consumerNames.length === 0) return undefined;
  const more = consumers - consumerNames.length;
  return `${consumerNames.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function RequestDialog({ server }: { server: ServerPage }) {
  const verdict = server.allowed.requestRetirement;
  return (
    <FormDialog
      action={requestRetirementAction}
      label="Ask for retirement"
      disabledReason={verdict === true ? undefined : verdict}
      title={`Ask that ${server.name} be retired`}
      description="It works on until an administrator retires it, and you can take this back."
      submitLabel="Ask"
    >
      <input type="hidden" name="serverId" value={server.id} />
      <DateField name="plannedOn" label="Planned day" />
      <Textarea name="reason" label="Reason" hint="At least 10 characters; auditors read it." />
    </FormDialog>
  );
}

function EndDialog(props: {
  server: ServerPage;
  use: Use;
  label: "Revoke" | "Retire";
  action: FormAction;
  verdict: true | string;
}) {
  const { server, use, label, verdict } = props;
  return (
    <FormDialog
      action={props.action}
      label={label}
      variant="danger"
      disabledReason={verdict === true ? undefined : verdict}
      title={`${label} ${server.name}`}
      submitLabel={label === "Revoke" ? "Revoke for good" : "Retire for good"}
      isDangerous
    >
      <Callout meaning="danger" title="This cannot be undone">
        {stopWords(use)} {label === "Retire" ? RETIRE_WORDS : REVOKE_WORDS}
      </Callout>
      <input type="hidden" name="serverId" value={server.id} />
      <Textarea name="reason" label="Reason" hint="Kept in the audit trail; at least 10 characters." />
      <TextField name="confirmName" label={`Type “${server.name}”`} />
    </FormDialog>
  );
}

function stopWords({ consumers, tools }: Use): string {
  const who = consumers === 1 ? "1 consumer loses" : `${consumers} consumers lose`;
  const what = tools === 1 ? "1 enabled tool" : `${tools} enabled tools`;
  return `${who} access, and ${what} can be called no more.`;
}

const REVOKE_WORDS = "Every decision about it is no at once, every grant is revoked.";
const RETIRE_WORDS =
  "Every grant that is left is revoked, open requests are withdrawn, and its record is closed for good.";
