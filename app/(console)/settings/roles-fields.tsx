import { CheckboxGroup } from "#components/ui/checkbox.tsx";

const ROLE_OPTIONS = [
  { value: "admin", label: "Admin", hint: "Runs the inventory, people and policy. Does not approve." },
  { value: "approver", label: "Approver", hint: "Decides requests of others." },
  { value: "auditor", label: "Auditor", hint: "Reads everything, changes nothing." },
  { value: "member", label: "Member", hint: "Owns servers, asks for tools, answers reviews." },
];

/** The roles a person may hold, each in a sentence. */
export function RolesFields({ chosen }: { chosen: readonly string[] }) {
  return <CheckboxGroup name="roles" label="Roles" options={ROLE_OPTIONS} defaultValues={chosen} />;
}
