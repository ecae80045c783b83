"use client";

import { Forward } from "lucide-react";
import { useParams } from "next/navigation";
import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { reassignItemsAction } from "./actions.ts";

interface Props {
  /** One item, or all that waits for somebody. */
  itemId?: string;
  from?: { id: string; name: string };
  onPassed?: () => void;
}

/** Gives what waits to somebody else whom the review allows, with the reason. Who that may be is asked when it opens. */
export function PassOn({ itemId, from, onPassed }: Props) {
  // Every page of a review has its id in its address.
  const { id: campaignId } = useParams<{ id: string }>();
  const [isOpen, setIsOpen] = useState(false);
  const [people, setPeople] = useState<readonly ComboboxOption[] | null>(null);
  const [isFailed, setIsFailed] = useState(false);
  async function open(isNowOpen: boolean) {
    setIsOpen(isNowOpen);
    if (!isNowOpen) return;
    setPeople(null);
    setIsFailed(false);
    const which = itemId === undefined ? `from=${from?.id ?? ""}` : `item=${itemId}`;
    try {
      const answer = await fetch(`/reviews/${campaignId}/reviewers?campaign=${campaignId}&${which}`);
      if (!answer.ok) throw new Error(String(answer.status));
      setPeople(await answer.json());
    } catch {
      setIsFailed(true);
    }
  }

  function done() {
    setIsOpen(false);
    onPassed?.();
  }

  return (
    <Dialog
      title={from === undefined ? "Pass this item on" : `Pass on what waits for ${from.name}`}
      description="Whoever gets it is told, and who passed it on and why stays on record."
      isOpen={isOpen}
      onOpenChange={(isNowOpen) => void open(isNowOpen)}
      trigger={<Button icon={<Forward aria-hidden="true" />}>Pass on</Button>}
    >
      <Form action={reassignItemsAction} onDone={done}>
        <input type="hidden" name="campaignId" value={campaignId} />
        {itemId === undefined ? (
          <input type="hidden" name="fromId" value={from?.id} />
        ) : (
          <input type="hidden" name="itemId" value={itemId} />
        )}
        <Who people={people} isFailed={isFailed} />
        <Textarea name="reason" label="Why" rows={3} maxLength={500} />
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>Pass on</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}

function Who({ people, isFailed }: { people: readonly ComboboxOption[] | null; isFailed: boolean }) {
  if (isFailed)
    return <p role="alert">Who could review it could not be looked up. Close this and try again.</p>;
  if (people === null) return <Skeleton className="h-14" />;
  if (people.length === 0) {
    return <p>Nobody else may review this. An administrator can add people to the group that it names.</p>;
  }
  return <Combobox name="toId" label="To" options={people} placeholder="A name or an address" />;
}
