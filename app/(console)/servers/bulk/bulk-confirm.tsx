"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { BulkPreview } from "#lib/bulk/queries/preview-bulk-change.ts";
import { startBulkAction } from "./actions.ts";
import { serversInWords } from "./bulk-words.ts";

interface Props {
  preview: BulkPreview;
  /** What was asked, field by field. */
  asked: FormData;
  onBack: () => void;
}

/** What would become of the servers, and the button that does it. A large part of all asks to type how many. */
export function BulkConfirm({ preview, asked, onBack }: Props) {
  const { totalCount } = preview;
  const blocked = whyBlocked(preview);
  return (
    <Form action={startBulkAction}>
      {[...asked].map(([name, value]) =>
        typeof value === "string" && !name.startsWith("$") ? (
          <input key={name} type="hidden" name={name} value={value} />
        ) : null,
      )}
      <input type="hidden" name="shownCount" value={totalCount} />
      <Facts items={facts(preview)} />
      {preview.reasons.length > 0 && (
        <Callout meaning="warning" title="Why some would be refused">
          <ul className="grid gap-1">
            {preview.reasons.map(({ reason, count }) => (
              <li key={reason}>
                {count.toLocaleString("en")}: {reason}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {preview.asksToType && blocked === null && (
        <>
          <Callout meaning="danger" title="This touches a large part of your servers">
            What it changes can be put back afterwards, except where somebody changes it again meanwhile.
          </Callout>
          <TextField
            name="typedCount"
            label={`Type ${totalCount} to go on`}
            inputMode="numeric"
            spellCheck={false}
          />
        </>
      )}
      <FormActions>
        <Button onClick={onBack}>Back</Button>
        {blocked !== null ? (
          <Button variant="primary" disabledReason={blocked}>
            Change
          </Button>
        ) : (
          <SubmitButton variant={preview.asksToType ? "danger" : "primary"}>
            {confirmLabel(preview)}
          </SubmitButton>
        )}
      </FormActions>
    </Form>
  );
}

function whyBlocked({ totalCount, examinedCount, changedCount, isEstimate }: BulkPreview): string | null {
  if (isEstimate) return `At most ${serversInWords(totalCount)} are changed at once. Narrow the filter.`;
  return changedCount === 0 && examinedCount >= totalCount ? "No server would change" : null;
}

function confirmLabel({ totalCount, examinedCount, changedCount }: BulkPreview): string {
  if (examinedCount >= totalCount) return `Change ${serversInWords(changedCount)}`;
  return `Change up to ${serversInWords(totalCount)}`;
}

function facts(preview: BulkPreview) {
  const { totalCount, examinedCount, isEstimate } = preview;
  const of = (count: number) => count.toLocaleString("en");
  const isPart = examinedCount < totalCount;
  return [
    { label: "Change", value: preview.title },
    ...(isPart
      ? [
          {
            label: "Matching",
            value: `${of(totalCount)}${isEstimate ? " or more" : ""}`,
            hint: `The figures below are of the first ${of(examinedCount)}. Each server is decided when its turn comes.`,
          },
        ]
      : []),
    { label: "Would change", value: of(preview.changedCount) },
    ...(preview.reviewedSoonerCount > 0
      ? [
          {
            label: "Reviewed sooner",
            value: of(preview.reviewedSoonerCount),
            hint: "Their next review is further away than will be allowed: it moves to the latest day that is.",
          },
        ]
      : []),
    { label: "Nothing to change", value: of(preview.unchangedCount) },
    { label: "Would be refused", value: of(preview.refusedCount) },
  ];
}
