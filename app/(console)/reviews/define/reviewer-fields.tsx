import { ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ApproverSource } from "#lib/policy/approval/policy-document.ts";
import type { Choices } from "./choices.ts";
import { readReviewer, reviewerOptions, sourceKey } from "./sources.ts";

/** Who reviews in a stage, in the order in which they are tried, and one more to add. */
export function ReviewerFields(props: {
  /** Its place in the definition, where messages point. */
  at: string;
  reviewers: readonly ApproverSource[];
  choices: Choices;
  onChange: (reviewers: ApproverSource[]) => void;
}) {
  const { at, reviewers, choices, onChange } = props;
  const [wanted, setWanted] = useState("");
  const options = reviewerOptions(choices);
  const words = (source: ApproverSource) =>
    options.find(({ value }) => value === sourceKey(source))?.label ??
    (source.kind === "group" ? "A group that is gone" : "Somebody who is gone");
  function add() {
    const source = readReviewer(wanted);
    if (source === null) return;
    onChange([...reviewers, source]);
    setWanted("");
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-strong">Who reviews</legend>
      <p className="text-ink-faint text-small text-pretty">
        The first of these who is active and gains nothing by an item reviews it.
      </p>
      <ol className="grid gap-1">
        {reviewers.map((source, place) => (
          <li
            key={sourceKey(source)}
            className="flex items-center gap-2 rounded-medium border border-line bg-sunken py-0.5 pr-1 pl-3"
          >
            <span className="text-ink-muted tabular-nums">{place + 1}.</span>
            <span className="min-w-0 flex-1 truncate">{words(source)}</span>
            {place > 0 && (
              <IconButton
                label={`Try ${words(source)} earlier`}
                size="small"
                icon={<ArrowUp />}
                onClick={() => onChange(reviewers.toSpliced(place, 1).toSpliced(place - 1, 0, source))}
              />
            )}
            <IconButton
              label={`Take ${words(source)} off`}
              size="small"
              icon={<X />}
              onClick={() => onChange(reviewers.toSpliced(place, 1))}
            />
          </li>
        ))}
        {reviewers.length === 0 && <li className="text-danger">Nobody yet</li>}
      </ol>
      <div className="flex max-w-lg items-end gap-2">
        <Select
          name={at}
          label="Add"
          placeholder="Choose whom"
          options={options.filter(({ value }) => reviewers.every((one) => sourceKey(one) !== value))}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="min-w-0 flex-1"
          isOptional={reviewers.length > 0}
        />
        <Button icon={<Plus />} onClick={add}>
          Add
        </Button>
      </div>
    </fieldset>
  );
}
