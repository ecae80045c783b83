import { SignInAgain } from "#app/sign-in-again.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";
import { decidePolicyAction } from "../actions.ts";

type Version = Awaited<ReturnType<typeof getPolicyVersion>>;

/** The second person's word. Who may not sees why. */
export function PolicyDecision({ version }: { version: Version }) {
  return (
    <Section
      title="Your decision"
      description="Approved, it is in force at once for whatever is asked from then on. Requests that wait keep the version they were asked under."
    >
      {version.needsFreshSignIn && <SignInAgain returnTo={`/policy/approval/${version.number}`} />}
      <div className="mt-3 flex flex-wrap gap-2">
        <Answer version={version} decision="approve" label="Approve" submitLabel="Put it in force" />
        <Answer version={version} decision="reject" label="Reject" submitLabel="Reject it" />
      </div>
    </Section>
  );
}

function Answer(props: {
  version: Version;
  decision: "approve" | "reject";
  label: string;
  submitLabel: string;
}) {
  const { version, decision } = props;
  const allowed = version.allowed[decision];
  return (
    <FormDialog
      action={decidePolicyAction}
      label={props.label}
      {...(decision === "approve" ? { variant: "primary" as const } : {})}
      size="small"
      title={`${props.label} version ${version.number}`}
      submitLabel={props.submitLabel}
      isDangerous={decision === "reject"}
      disabledReason={allowed === true ? undefined : allowed}
    >
      <input type="hidden" name="number" value={version.number} />
      <input type="hidden" name="version" value={version.version} />
      <input type="hidden" name="decision" value={decision} />
      <Textarea name="reason" label="Your reason" />
    </FormDialog>
  );
}
