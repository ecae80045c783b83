import { TextField } from "#components/ui/text-field.tsx";
import { PACE_SECONDS_MAX, type ReviewPace } from "#lib/policy/approval/review-terms.ts";

const AT = "document.reviewPace";

const RISKS = [
  { risk: "low", label: "Low risk, seconds" },
  { risk: "medium", label: "Medium risk, seconds" },
  { risk: "high", label: "High risk, seconds" },
] as const;

/** Which answers in a review come too fast to be believed, and what comes of it. Reviewers are told before they begin. */
export function PaceFields(props: { pace: ReviewPace; onChange: (pace: ReviewPace) => void }) {
  const { pace, onChange } = props;
  const { minimumSeconds, samplePercent } = pace;
  return (
    <fieldset id="part-reviewPace" className="grid scroll-mt-20 gap-4 rounded-medium border border-line p-4">
      <legend className="px-1 font-strong">Pace of answers in reviews</legend>
      <p className="text-ink-muted">
        An answer that follows the one before in less time is noted on the record. Reviewers are told before
        they begin. 0 notes nothing.
      </p>
      <div className="grid gap-4 sm:grid-cols-3">
        {RISKS.map(({ risk, label }) => (
          <TextField
            key={risk}
            name={`${AT}.minimumSeconds.${risk}`}
            label={label}
            type="number"
            inputMode="numeric"
            min={0}
            max={PACE_SECONDS_MAX}
            value={minimumSeconds[risk]}
            onChange={(event) =>
              onChange({ ...pace, minimumSeconds: { ...minimumSeconds, [risk]: Number(event.target.value) } })
            }
          />
        ))}
      </div>
      <TextField
        name={`${AT}.samplePercent`}
        label="Of those, answered by a second reviewer too, in a hundred"
        hint="Where the two differ, the second counts. 0 for none."
        type="number"
        inputMode="numeric"
        min={0}
        max={100}
        value={samplePercent}
        onChange={(event) => onChange({ ...pace, samplePercent: Number(event.target.value) })}
      />
    </fieldset>
  );
}
