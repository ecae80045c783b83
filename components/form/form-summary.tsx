import { Callout } from "#components/ui/callout.tsx";
import type { FormState } from "./form-state.ts";

/** What went wrong with the form as a whole, in a live region that is there before it is needed. */
export function FormSummary({ state }: { state: FormState }) {
  return (
    <div aria-live="polite" className="contents">
      {state.status === "error" && (
        <div data-form-summary tabIndex={-1}>
          <Callout meaning="danger" title={state.message}>
            {problems(state.fieldErrors)}
            {state.requestId !== undefined && (
              <p className="text-small">
                Request <code>{state.requestId}</code>
              </p>
            )}
          </Callout>
        </div>
      )}
    </div>
  );
}

function problems(fieldErrors: Record<string, string>) {
  const messages = [...new Set(Object.values(fieldErrors))];
  if (messages.length < 2) return undefined;
  return (
    <ul className="list-disc pl-4">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
