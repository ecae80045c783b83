import { LinkedWords } from "#app/linked-words.tsx";
import { SignInAgain } from "#app/sign-in-again.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { previewRequest } from "#lib/approvals/queries/preview-request.ts";

export type GlassOffer = NonNullable<Awaited<ReturnType<typeof previewRequest>>["breakGlass"]>;

/** For whom the policy names: the same, at once and for hours, with a reason of its own. Never by a mere Enter. */
export function BreakGlassChoice(props: {
  offer: GlassOffer;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  /** Where a fresh sign-in leads back to. */
  returnTo: string;
}) {
  const { offer, isChosen, onChoose, returnTo } = props;
  return (
    <Section
      title="Break glass"
      description="In an emergency only: it is in force at once, without anybody's approval, and ends by itself."
    >
      {offer.needsFreshSignIn ? (
        <SignInAgain returnTo={returnTo} title="Breaking glass wants a fresh sign-in">
          Your identity provider asks who you are; then you have five minutes to break the glass. What you
          chose and wrote here is kept.
        </SignInAgain>
      ) : offer.allowed !== true ? (
        <Callout meaning="notice" title="Not for this, now">
          <LinkedWords>{offer.allowed}</LinkedWords>
        </Callout>
      ) : (
        <div className="grid gap-4">
          <Checkbox
            name="breakGlass"
            label="Have it at once: break glass"
            defaultChecked={isChosen}
            onChange={onChoose}
          />
          {isChosen && <Terms offer={offer} />}
        </div>
      )}
    </Section>
  );
}

function Terms({ offer: { hoursMax, reviewWithinHours, revoked } }: { offer: GlassOffer }) {
  return (
    <>
      {revoked.length > 0 && (
        <Callout meaning="warning" title="Somebody ended this before">
          {revoked.map((words) => (
            <p key={words} className="[overflow-wrap:anywhere]">
              {words}
            </p>
          ))}
          <p>Whoever reviews it reads this, too.</p>
        </Callout>
      )}
      <Textarea
        name="emergency"
        label="Why it cannot wait"
        hint="Everybody skipped reads this; at least 10 characters."
        rows={3}
        maxLength={2000}
      />
      <TextField
        name="hours"
        label="Hours"
        hint={`It ends by itself after that; at most ${hoursMax}. The days above are for asking as usual.`}
        type="number"
        inputMode="numeric"
        min={1}
        max={hoursMax}
        defaultValue={Math.min(hoursMax, 4)}
        className="max-w-64"
      />
      <Callout meaning="warning" title="Everybody skipped is told at once">
        <p>Two times count from now, each by itself:</p>
        <ul className="list-disc pl-4">
          <li>After the hours above, what you get ends by itself, reviewed or not.</li>
          <li>
            Within {reviewWithinHours} {reviewWithinHours === 1 ? "hour" : "hours"} two others say whether it
            was justified, also where it has ended before. Otherwise what is left of it is cut.
          </li>
        </ul>
        <p>You break no other glass until they have.</p>
      </Callout>
    </>
  );
}
