import { FormDialog } from "#components/form/form-dialog.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import type { ServerOffers } from "#lib/inventory/queries/list-server-offers.ts";
import { OpenOffer } from "./open-offer.tsx";
import { claimServerAction, offerOwnershipAction } from "./ownership-actions.ts";
import { assignOwnersAction } from "./record-actions.ts";

type Owner = ServerPage["owner"];

interface Props {
  server: ServerPage;
  offers: ServerOffers;
  people: readonly ComboboxOption[];
  isAdmin: boolean;
  now: string;
}

/** Who answers for the server, who does when they cannot, and who is asked to. */
export function OwnersSection({ server, offers, people, isAdmin, now }: Props) {
  const { owner, backupOwner } = server;
  const { claim, offer } = offers.allowed;
  return (
    <Section
      id="owners"
      title="Owners"
      actions={
        <>
          {claim === true && <ClaimDialog server={server} isImmediate={offers.isClaimImmediate} />}
          <OfferDialog server={server} seat="owner" verdict={offer.owner} people={people} />
          <OfferDialog server={server} seat="backup" verdict={offer.backup} people={people} />
          {isAdmin && <AssignDialog server={server} people={people} />}
        </>
      }
    >
      <Facts
        items={[
          { label: "Owner", value: <OwnerLine owner={owner} missing="No owner" /> },
          { label: "Backup owner", value: <OwnerLine owner={backupOwner} missing="No backup owner" /> },
        ]}
      />
      {offers.open.length > 0 && (
        <ul className="mt-3 grid gap-2">
          {offers.open.map((one) => (
            <li key={one.id}>
              <OpenOffer offer={one} now={now} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function OwnerLine({ owner, missing }: { owner: Owner; missing: string }) {
  if (owner === null) return <MissingPerson label={missing} />;
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Person name={owner.name} detail={owner.email} isStacked />
      {!owner.isActive && <Status meaning="danger">Has left</Status>}
    </span>
  );
}

const OFFER_WORDS = {
  owner: {
    label: "Hand over",
    title: "Hand this server over",
    who: "New owner",
    after:
      " The backup owner changes seats with an owner who is still here; otherwise ask somebody to be the backup owner after.",
  },
  backup: {
    label: "Offer backup",
    title: "Ask somebody to be the backup owner",
    who: "Backup owner",
    after: "",
  },
} as const;

function OfferDialog(props: {
  server: ServerPage;
  seat: "owner" | "backup";
  verdict: true | string;
  people: readonly ComboboxOption[];
}) {
  const words = OFFER_WORDS[props.seat];
  return (
    <FormDialog
      action={offerOwnershipAction}
      label={words.label}
      buttonSize="small"
      disabledReason={props.verdict === true ? undefined : props.verdict}
      title={words.title}
      description={`They are asked and have 14 days to accept. Until then nothing changes.${words.after}`}
      submitLabel="Ask them"
    >
      <input type="hidden" name="serverId" value={props.server.id} />
      <input type="hidden" name="seat" value={props.seat} />
      <Combobox name="receiverId" label={words.who} options={props.people} />
      <Textarea name="message" label="Message" hint="What they should know." isOptional rows={3} />
    </FormDialog>
  );
}

function ClaimDialog({ server, isImmediate }: { server: ServerPage; isImmediate: boolean }) {
  return (
    <FormDialog
      action={claimServerAction}
      label="Claim"
      variant="primary"
      buttonSize="small"
      title={`Claim ${server.name}`}
      description={
        isImmediate
          ? "You are the backup owner, so you own it at once. Then ask somebody to be the backup owner."
          : "Nobody answers for it now. An administrator confirms that it is yours."
      }
      submitLabel="Claim it"
    >
      <input type="hidden" name="serverId" value={server.id} />
      <Textarea name="reason" label="Why it is yours" hint="At least 10 characters; auditors read it." />
    </FormDialog>
  );
}

/** An orphan, or an emergency: nobody is asked. */
function AssignDialog({ server, people }: { server: ServerPage; people: readonly ComboboxOption[] }) {
  const { owner, backupOwner, allowed } = server;
  return (
    <FormDialog
      action={assignOwnersAction}
      label="Assign"
      buttonSize="small"
      disabledReason={allowed.edit === true ? undefined : allowed.edit}
      title="Assign the owners directly"
      description="Takes effect at once, without asking them: for an orphan, or in an emergency."
      submitLabel="Assign"
    >
      <input type="hidden" name="serverId" value={server.id} />
      <input type="hidden" name="version" value={server.version} />
      <Combobox name="ownerId" label="Owner" hint="Answers for it." options={people} {...chosen(owner)} />
      <Combobox
        name="backupOwnerId"
        label="Backup owner"
        hint="Required in production. Somebody else, when the backup owner moves up."
        isOptional
        options={people}
        {...chosen(backupOwner)}
      />
      <Textarea name="reason" label="Reason" hint="Kept in the audit trail; at least 10 characters." />
    </FormDialog>
  );
}

function chosen(owner: Owner) {
  return owner === null ? {} : { defaultValue: owner.id };
}
