import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";

/** How often servers are reviewed and which answers are too fast, in the words of the document in force. */
export function ReviewTerms({ cadence, pace }: { cadence: readonly string[]; pace: readonly string[] }) {
  return (
    <Section
      id="reviews"
      title="Reviews"
      actions={<LinkButton href="/reviews/coverage">Coverage</LinkButton>}
      description="How often each server is reviewed: the first line that fits it counts. Part of the approval policy, and changed with it."
    >
      <ul className="grid max-w-prose list-disc gap-1 pl-5">
        {cadence.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <h3 className="mt-4 mb-1 font-strong">Pace of answers</h3>
      <ul className="grid max-w-prose list-disc gap-1 pl-5 text-ink-muted">
        {pace.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Section>
  );
}
