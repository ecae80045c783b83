import type { SelectOption } from "#components/ui/select.tsx";
import type { ApproverSource, EscalationSource } from "#lib/policy/approval/policy-document.ts";
import type { Choices } from "./choices.ts";
import { SourceList } from "./source-list.tsx";

const ROLES = ["approver", "admin", "member"] as const;

/** Where the people of a stage come from. */
export function SourceFields(props: {
  label: string;
  at: string;
  from: readonly ApproverSource[];
  choices: Choices;
  /** Whether owners of the server can be named. */
  withOwners: boolean;
  onChange: (from: ApproverSource[]) => void;
}) {
  const { choices, withOwners, ...list } = props;
  const owners = [
    { value: "owner", label: "The server's owner" },
    { value: "backup_owner", label: "The backup owner" },
    { value: "manager", label: "The owner's manager" },
  ];
  return <SourceList {...list} options={optionsOf(choices, withOwners ? owners : [])} read={readApprover} />;
}

/** Who is asked when nobody answers. */
export function EscalationFields(props: {
  at: string;
  from: readonly EscalationSource[];
  choices: Choices;
  onChange: (from: EscalationSource[]) => void;
}) {
  const { choices, ...list } = props;
  const managers = [
    { value: "asked_managers", label: "The managers of those asked" },
    { value: "manager", label: "The owner's manager" },
  ];
  return (
    <SourceList
      {...list}
      label="Who may answer then, too: anybody who is one of these"
      empty="Nobody"
      options={optionsOf(choices, managers)}
      read={readEscalation}
    />
  );
}

function optionsOf({ people, groups }: Choices, ofServer: readonly SelectOption[]): SelectOption[] {
  return [
    ...ROLES.map((role) => ({ value: `role:${role}`, label: `Role ${role}` })),
    ...ofServer,
    ...groups.map(({ value, label }) => ({ value: `group:${value}`, label: `Group ${label}` })),
    ...people.map(({ value, label }) => ({ value: `person:${value}`, label })),
  ];
}

function readNamed(key: string): Extract<ApproverSource, { kind: "role" | "group" | "person" }> | null {
  const [kind, id = ""] = key.split(":");
  if (kind === "role") {
    const role = ROLES.find((one) => one === id);
    return role === undefined ? null : { kind, role };
  }
  if (kind === "group") return { kind, groupId: id };
  return kind === "person" ? { kind, userId: id } : null;
}

function readApprover(key: string): ApproverSource | null {
  return key === "owner" || key === "backup_owner" || key === "manager" ? { kind: key } : readNamed(key);
}

function readEscalation(key: string): EscalationSource | null {
  return key === "manager" || key === "asked_managers" ? { kind: key } : readNamed(key);
}
