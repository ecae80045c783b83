import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import type { ApproverSource, EscalationSource } from "#lib/policy/approval/policy-document.ts";
import { sourceKey } from "#lib/policy/approval/policy-problems.ts";

/** Where people come from: a list, and one more to add. */
export function SourceList<Source extends ApproverSource | EscalationSource>(props: {
  label: string;
  at: string;
  from: readonly Source[];
  /** By the key of each source. */
  options: readonly SelectOption[];
  read: (key: string) => Source | null;
  onChange: (from: Source[]) => void;
  /** What is said while there is none. */
  empty?: string;
}) {
  const { label, at, from, options, read, onChange, empty } = props;
  const [wanted, setWanted] = useState("");
  const add = () => {
    const source = read(wanted);
    if (source === null) return;
    onChange([...from, source]);
    setWanted("");
  };
  return (
    <div className="grid gap-2">
      <p>{label}</p>
      <ul className="flex flex-wrap gap-2">
        {from.map((source, index) => {
          const words = wordsOf(source, options);
          return (
            <li
              key={sourceKey(source)}
              className="inline-flex items-center gap-1 rounded-small border border-line bg-sunken pl-2"
            >
              {words}
              <IconButton
                label={`Take ${words} off`}
                size="small"
                icon={<X />}
                onClick={() => onChange(from.toSpliced(index, 1))}
              />
            </li>
          );
        })}
        {from.length === 0 && (
          <li className={empty === undefined ? "text-danger" : "text-ink-muted"}>{empty ?? "Nobody yet"}</li>
        )}
      </ul>
      <div className="flex max-w-md items-end gap-2">
        <Select
          name={at}
          label="Add a role, a group or a person"
          placeholder="Choose"
          options={options.filter(({ value }) => !from.some((one) => sourceKey(one) === value))}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="flex-1"
        />
        <Button icon={<Plus />} onClick={add}>
          Add
        </Button>
      </div>
    </div>
  );
}

function wordsOf(source: ApproverSource | EscalationSource, options: readonly SelectOption[]): string {
  const option = options.find(({ value }) => value === sourceKey(source));
  return option?.label ?? (source.kind === "group" ? "A group that is gone" : "A person who is gone");
}
