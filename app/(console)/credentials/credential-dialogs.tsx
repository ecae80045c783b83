import { Ban, RotateCw } from "lucide-react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { revokeCredentialAction, rotateCredentialAction } from "../servers/[slug]/part-actions.ts";

interface Props {
  credential: { id: string; name: string; version: number };
  refusal: string | undefined;
}

/** A rotation in one step: when, and until when. The value is never asked for. */
export function RotateDialog({ credential, refusal, today }: Props & { today: string }) {
  return (
    <FormDialog
      action={rotateCredentialAction}
      label="Record a rotation"
      icon={<RotateCw aria-hidden="true" />}
      variant="ghost"
      buttonSize="small"
      disabledReason={refusal}
      title={`${credential.name} was rotated`}
      description="The old value works nowhere any more, and the new one is in its place. Never type the value here."
      size="small"
      submitLabel="Record it"
    >
      <Carried credential={credential} />
      <DateField name="rotatedAt" label="Rotated on" defaultValue={today} max={today} />
      <DateField name="expiresAt" label="The new value ends on" isOptional min={today} />
    </FormDialog>
  );
}

export function RevokeDialog({ credential, refusal }: Props) {
  return (
    <FormDialog
      action={revokeCredentialAction}
      label="Mark revoked"
      icon={<Ban aria-hidden="true" />}
      variant="ghost"
      buttonSize="small"
      disabledReason={refusal}
      title={`${credential.name} was revoked`}
      description="It was taken out of force at its issuer. The record stays and does not come back."
      size="small"
      submitLabel="Mark revoked"
      isDangerous
    >
      <Carried credential={credential} />
      <Textarea name="reason" label="Reason" hint="Auditors read it." />
    </FormDialog>
  );
}

function Carried({ credential }: Pick<Props, "credential">) {
  return (
    <>
      <input type="hidden" name="credentialId" value={credential.id} />
      <input type="hidden" name="version" value={credential.version} />
    </>
  );
}
