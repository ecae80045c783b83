import { SignInAgain } from "#app/sign-in-again.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import type { getSignOff } from "#lib/reviews/queries/get-sign-off.ts";
import { signCampaignAction } from "./sign-campaign-action.ts";

type SignOff = Awaited<ReturnType<typeof getSignOff>>;

/** Who vouches for the review, or who may. What is signed is the evidence and the figures above. */
export function SignOffSection({ signOff, now }: { signOff: SignOff; now: string }) {
  const { signed } = signOff;
  if (signed !== null) return <Signed signed={signed} now={now} />;
  return (
    <Section
      title="Sign-off"
      description={signersInWords(signOff)}
      actions={<SignButton signOff={signOff} />}
    >
      {signOff.needsFreshSignIn && (
        <SignInAgain returnTo={`/reviews/${signOff.campaignId}`} title="Signing wants a fresh sign-in">
          Your identity provider asks who you are; then you have five minutes to sign.
        </SignInAgain>
      )}
      <p className="hidden print:block">Not signed.</p>
    </Section>
  );
}

function Signed({ signed, now }: { signed: NonNullable<SignOff["signed"]>; now: string }) {
  return (
    <Section
      title="Sign-off"
      description={`${signed.by?.name ?? "Somebody"} vouches for these figures and this evidence, and answered nothing in it.`}
    >
      <Facts
        items={[
          { label: "Signed by", value: signed.by?.name ?? "Somebody", hint: signed.by?.email },
          {
            label: "Signed",
            value: <Time at={signed.signedAt} now={now} show="exact" />,
            hint: (
              <>
                signed in <Time at={signed.authenticatedAt} now={now} show="exact" />
              </>
            ),
          },
          ...(signed.statement === null
            ? []
            : [
                {
                  label: "Statement",
                  value: <span className="whitespace-pre-wrap">{signed.statement}</span>,
                },
              ]),
          {
            label: "Sign-off hash",
            value: (
              <Mono value={signed.hash} label="sign-off hash" className="print:[&_code]:whitespace-normal" />
            ),
            hint: "stands in the audit trail with the evidence hash",
          },
        ]}
      />
    </Section>
  );
}

function SignButton({ signOff }: { signOff: SignOff }) {
  return (
    <FormDialog
      action={signCampaignAction}
      label="Sign it off"
      variant="primary"
      size="small"
      title="Sign off this review"
      description="You vouch that these are its figures, that what was to end has ended, and that what failed or was not answered is on record. It cannot be taken back."
      submitLabel="Sign"
      disabledReason={signOff.allowed === true ? undefined : signOff.allowed}
    >
      <input type="hidden" name="campaignId" value={signOff.campaignId} />
      <input type="hidden" name="evidenceHash" value={signOff.evidenceHash ?? ""} />
      <Textarea name="statement" label="Statement" hint="What you looked at, in your own words." isOptional />
    </FormDialog>
  );
}

function signersInWords({ signers, state }: SignOff): string {
  if (state === "closing") return "It is signed once it is closed.";
  if (signers.length === 0) {
    return "Nobody may sign it: everybody who may answered in it. Make somebody an administrator who did not.";
  }
  const [only] = signers;
  if (signers.length === 1 && only !== undefined)
    return `${only.name} signs it: who answered in it does not.`;
  return "An administrator who answered nothing in it signs it.";
}
