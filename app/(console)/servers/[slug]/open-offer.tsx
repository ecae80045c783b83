import { Form } from "#components/form/form.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import type { FormAction } from "#components/form/form-state.ts";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import type { OfferView } from "#lib/inventory/offer-view.ts";
import {
  acceptOwnershipAction,
  confirmClaimAction,
  declineOwnershipAction,
  withdrawOfferAction,
} from "./ownership-actions.ts";

/** An offer or a claim that waits, with the answers this person may give. */
export function OpenOffer({ offer, now }: { offer: OfferView; now: string }) {
  const { allowed } = offer;
  return (
    <Callout
      meaning="notice"
      title={sentence(offer)}
      actions={
        <>
          {allowed.accept === true && (
            <Answer offer={offer} action={acceptOwnershipAction} label="Accept" variant="primary" />
          )}
          {allowed.confirm === true && (
            <Answer offer={offer} action={confirmClaimAction} label="Confirm" variant="primary" />
          )}
          {allowed.decline === true && <Decline offer={offer} />}
          {allowed.withdraw === true && (
            <Answer offer={offer} action={withdrawOfferAction} label="Take back" variant="secondary" />
          )}
        </>
      }
    >
      {offer.message !== "" && <p className="whitespace-pre-wrap">“{offer.message}”</p>}
      <p className="text-small">
        {offer.state === "claimed" ? "An administrator answers" : `${offer.receiver.name} answers`} until{" "}
        <Time at={offer.expiresAt} now={now} show="exact" />
        {offer.state === "claimed" && allowed.confirm !== true && ` · ${allowed.confirm}`}
      </p>
    </Callout>
  );
}

function sentence({ state, seat, receiver, madeBy }: OfferView): string {
  if (state === "claimed") return `${receiver.name} claims this server`;
  return `${madeBy.name} asks ${receiver.name} to be the ${seat === "owner" ? "owner" : "backup owner"}`;
}

function Answer(props: {
  offer: OfferView;
  action: FormAction;
  label: string;
  variant: "primary" | "secondary";
}) {
  return (
    <Form action={props.action} aria-label={props.label}>
      <input type="hidden" name="offerId" value={props.offer.id} />
      <SubmitButton size="small" variant={props.variant}>
        {props.label}
      </SubmitButton>
    </Form>
  );
}

function Decline({ offer }: { offer: OfferView }) {
  return (
    <FormDialog
      action={declineOwnershipAction}
      label="Decline"
      buttonSize="small"
      title="Decline"
      description="Nothing changes hands. Whoever asked is told."
      size="small"
      submitLabel="Decline"
    >
      <input type="hidden" name="offerId" value={offer.id} />
      <Textarea name="reason" label="Reason" hint="At least 10 characters." />
    </FormDialog>
  );
}
