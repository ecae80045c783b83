import { useFieldState } from "#components/form/form-context.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { REVIEW_SUBJECTS, type ReviewSubject } from "#lib/reviews/campaign-definition.ts";
import { SUBJECT_WORDS } from "./subject-words.ts";

/** What of each server is asked about. */
export function SubjectFields(props: {
  at: string;
  subjects: readonly ReviewSubject[];
  onChange: (subjects: ReviewSubject[]) => void;
}) {
  const { at, subjects, onChange } = props;
  const { error } = useFieldState(at);
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-strong">What is reviewed on each server</legend>
      <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {REVIEW_SUBJECTS.map((subject) => (
          <Checkbox
            key={subject}
            name=""
            label={SUBJECT_WORDS[subject].label}
            hint={SUBJECT_WORDS[subject].hint}
            defaultChecked={subjects.includes(subject)}
            onChange={(isChecked) =>
              onChange(
                REVIEW_SUBJECTS.filter((one) => (one === subject ? isChecked : subjects.includes(one))),
              )
            }
          />
        ))}
      </div>
      {(error !== undefined || subjects.length === 0) && (
        <p className="text-danger text-small">{error ?? "Say what is reviewed."}</p>
      )}
    </fieldset>
  );
}
