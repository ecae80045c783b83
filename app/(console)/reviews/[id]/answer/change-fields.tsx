"use client";

import { type KeyboardEvent, useState } from "react";
import { RadioGroup, type RadioOption } from "#components/ui/radio-group.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import { NARROW_WITHIN_DAYS, WORDS_WITHIN_DAYS } from "#lib/reviews/change-days.ts";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";

type Kind = "days" | "breadth" | "words";

/** What is to change: an earlier end, a narrower scope, or in words for the owner. Nothing is chosen but what there is only one of. */
export function ChangeFields({
  item,
  now,
  onKeyDown,
}: {
  item: ReviewItemDetail;
  now: string;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { hasEnd, breadth, latestEnd } = item.changeable;
  const kinds: RadioOption[] = [
    ...(hasEnd ? [{ value: "days", label: "End sooner" }] : []),
    ...(breadth !== null && breadth !== "narrow" ? [{ value: "breadth", label: "Make it narrower" }] : []),
    { value: "words", label: "Something else" },
  ];
  const [kind, setKind] = useState<Kind | null>(kinds.length === 1 ? "words" : null);
  return (
    <div className="grid gap-3 rounded-medium border border-line bg-sunken p-3">
      {kinds.length === 1 ? (
        <input type="hidden" name="changeKind" value="words" />
      ) : (
        <RadioGroup
          name="changeKind"
          label="What is to change"
          isInline
          options={kinds}
          onChange={(value) => setKind(value as Kind)} // the options' own values
        />
      )}
      {kind === "days" && (
        <TextField
          name="days"
          label="Ends after so many days"
          hint={
            latestEnd === null ? (
              "Counted from your answer. It does not end by itself now."
            ) : (
              <>
                Counted from your answer. Now it ends <Time at={latestEnd} now={now} />.
              </>
            )
          }
          inputMode="numeric"
          onKeyDown={onKeyDown}
        />
      )}
      {kind === "breadth" && (
        <RadioGroup
          name="breadth"
          label={`Narrower than ${breadth}`}
          hint={`The ${breadth} one ends ${NARROW_WITHIN_DAYS} days after the close. Its owner is asked to request this one before.`}
          isInline
          options={[
            { value: "narrow", label: "Narrow" },
            ...(breadth === "wildcard" ? [{ value: "broad", label: "Broad" }] : []),
          ]}
        />
      )}
      {kind === "words" && (
        <Textarea
          name="words"
          label="What is to change"
          hint={`Steward cannot do it: whoever answers for the server is asked to, within ${WORDS_WITHIN_DAYS} days of the close.`}
          rows={2}
          maxLength={1000}
          onKeyDown={onKeyDown}
        />
      )}
    </div>
  );
}
