import { IdCard, Plus, RotateCw } from "lucide-react";
import { inWords } from "#app/in-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import type { CredentialView } from "#lib/inventory/credential-view.ts";
import { credentialFacts } from "./credential-facts.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import { addCredentialAction, rotateCredentialAction, updateCredentialAction } from "./part-actions.ts";
import type { TabProps } from "./tab-props.ts";

/** Facts about what the server signs in with; a value is never here. */
export function CredentialsTab({ server, now }: TabProps) {
  const refusal = server.allowed.edit === true ? undefined : server.allowed.edit;
  return (
    <Section
      title="Credentials"
      description="Where each is kept and when it ends. Steward keeps facts about credentials, never their values."
      flush
      actions={
        <FormDialog
          action={addCredentialAction}
          label="Add a credential"
          icon={<Plus aria-hidden="true" />}
          buttonSize="small"
          disabledReason={refusal}
          title="Add a credential"
          size="large"
          submitLabel="Add"
        >
          <input type="hidden" name="serverId" value={server.id} />
          <CredentialFields />
        </FormDialog>
      }
    >
      {server.credentials.length === 0 ? (
        <EmptyState icon={<IdCard />} title="No credential is on record">
          Add what this server signs in with, so that its end is not a surprise.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {server.credentials.map((credential) => (
            <li key={credential.id} className="grid gap-1 px-4 py-3">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <h3 className="min-w-0 flex-1 basis-48 break-words">{credential.name}</h3>
                <StateBadge of="credential" state={credential.status} isQuiet />
                {credential.state === "active" && credential.expiresAt === null && (
                  <Status meaning="warning">Never ends</Status>
                )}
                <span className="flex gap-1">
                  <RotateDialog credential={credential} refusal={refusal} today={now.slice(0, 10)} />
                  <EditDialog credential={credential} refusal={refusal} />
                </span>
              </div>
              <Facts columns={3} items={credentialFacts(credential, now)} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface DialogProps {
  credential: CredentialView;
  refusal: string | undefined;
}

function EditDialog({ credential, refusal }: DialogProps) {
  return (
    <FormDialog
      action={updateCredentialAction}
      label="Edit"
      variant="ghost"
      buttonSize="small"
      disabledReason={refusal}
      title={`Edit ${credential.name}`}
      size="large"
      submitLabel="Save"
    >
      <input type="hidden" name="credentialId" value={credential.id} />
      <input type="hidden" name="version" value={credential.version} />
      <CredentialFields credential={credential} />
    </FormDialog>
  );
}

function RotateDialog({ credential, refusal, today }: DialogProps & { today: string }) {
  const isOver = credential.state !== "active";
  return (
    <FormDialog
      action={rotateCredentialAction}
      label="Record a rotation"
      icon={<RotateCw aria-hidden="true" />}
      variant="ghost"
      buttonSize="small"
      disabledReason={isOver ? `This credential is ${inWords(credential.state).toLowerCase()}.` : refusal}
      title={`${credential.name} was rotated`}
      description="The old value works nowhere any more, and the new one is in its place."
      size="small"
      submitLabel="Record it"
    >
      <input type="hidden" name="credentialId" value={credential.id} />
      <input type="hidden" name="version" value={credential.version} />
      <DateField name="rotatedAt" label="Rotated on" defaultValue={today} max={today} />
      <DateField name="expiresAt" label="The new value ends on" isOptional min={today} />
    </FormDialog>
  );
}
