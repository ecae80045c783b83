import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Problem } from "#lib/doors/problem.ts";

const TITLES: Partial<Record<Problem["code"], string>> = {
  forbidden: "You may not see this",
  refused: "This cannot be done now",
  invalid: "This address does not make sense",
  unavailable: "The database cannot be reached",
  limited: "Too much at once",
};

/** What a page shows when it could not be answered: what happened, what to do, and the request id. */
export function ProblemState({ problem }: { problem: Problem }) {
  return (
    <ErrorState
      title={TITLES[problem.code] ?? "Something went wrong"}
      actions={<LinkButton href="/">Go to the overview</LinkButton>}
      {...(problem.requestId === null ? {} : { requestId: problem.requestId })}
    >
      {problem.message}
      {Object.values(problem.fields).map((words) => (
        <p key={words}>{words}</p>
      ))}
    </ErrorState>
  );
}
