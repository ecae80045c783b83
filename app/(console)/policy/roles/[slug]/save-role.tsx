import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ServerRoleFacts } from "#lib/policy/model.ts";
import { updateServerRoleAction } from "../../actions.ts";
import type { Proposal } from "./read-proposal.ts";

/** Saves exactly what was previewed. */
export function SaveRole(props: { role: ServerRoleFacts; proposal: Proposal; refusal: string | undefined }) {
  const { role, proposal } = props;
  const { ceilings } = proposal;
  const single = {
    serverRoleId: role.id,
    version: role.version,
    name: proposal.name,
    description: proposal.description,
    maxImpact: ceilings.maxImpact,
    maxScopeBreadth: ceilings.maxScopeBreadth,
    maxCredentialDays: ceilings.maxCredentialDays,
    allowedScopes: ceilings.allowedScopes.join("\n"),
  };
  const several = [
    ...ceilings.environments.map((value) => ["environments", value] as const),
    ...ceilings.dataClasses.map((value) => ["dataClasses", value] as const),
  ];
  return (
    <Form action={updateServerRoleAction} aria-label="Save the role">
      {Object.entries(single).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {several.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap gap-2">
        <SubmitButton disabledReason={props.refusal}>Save the role</SubmitButton>
        <LinkButton href={`/policy/roles/${role.slug}`}>Discard</LinkButton>
      </div>
    </Form>
  );
}
