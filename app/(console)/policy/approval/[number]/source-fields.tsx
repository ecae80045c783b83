import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import type { ApproverSource } from "#lib/policy/approval/policy-document.ts";
import { sourceKey } from "#lib/policy/approval/policy-problems.ts";
import type { Choices } from "./choices.ts";

const ROLES = ["approver", "admin", "member"] as const;

/** Where the people of a stage come from: a list, and one more to add. */
export function SourceFields(props: {
  label: string;
  at: string;
  from: readonly ApproverSource[];
  choices: Choices;
  /** Whether owners of the server can be named. */
  withOwners: boolean;
  onChange: (from: ApproverSource[]) => void;
}) {
  const { label, at, from, choices, withOwners, onChange } = props;
  const [wanted, setWanted] = useState("");
  const options = optionsOf(choices, withOwners).filter(
    ({ value }) => !from.some((one) => sourceKey(one) === value),
  );
  const add = () => {
    const source = sourceOf(wanted);
    if (source === null) return;
    onChange([...from, source]);
    setWanted("");
  };
  return (
    <div className="grid gap-2">
      <p>{label}</p>
      <ul className="flex flex-wrap gap-2">
        {from.map((source, index) => {
          const words = wordsOf(source, choices);
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
        {from.length === 0 && <li className="text-danger">Nobody yet</li>}
      </ul>
      <div className="flex max-w-md items-end gap-2">
        <Select
          name={at}
          label="Add a role, a group or a person"
          placeholder="Choose"
          options={options}
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

function optionsOf({ people, groups }: Choices, withOwners: boolean): SelectOption[] {
  return [
    ...ROLES.map((role) => ({ value: `role:${role}`, label: `Role ${role}` })),
    ...(withOwners
      ? [
          { value: "owner", label: "The server's owner" },
          { value: "backup_owner", label: "The backup owner" },
          { value: "manager", label: "The owner's manager" },
        ]
      : []),
    ...groups.map(({ value, label }) => ({ value: `group:${value}`, label: `Group ${label}` })),
    ...people.map(({ value, label }) => ({ value: `person:${value}`, label })),
  ];
}

function sourceOf(key: string): ApproverSource | null {
  const [kind, id = ""] = key.split(":");
  if (kind === "role") {
    const role = ROLES.find((one) => one === id);
    return role === undefined ? null : { kind, role };
  }
  if (kind === "group") return { kind, groupId: id };
  if (kind === "person") return { kind, userId: id };
  return kind === "owner" || kind === "backup_owner" || kind === "manager" ? { kind } : null;
}

function wordsOf(source: ApproverSource, choices: Choices): string {
  const key = sourceKey(source);
  const option = optionsOf(choices, true).find(({ value }) => value === key);
  return option?.label ?? (source.kind === "group" ? "A group that is gone" : "A person who is gone");
}
