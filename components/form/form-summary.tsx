"use client";

import type { ReactNode } from "react";
import { Callout } from "#components/ui/callout.tsx";
import type { FieldPlaces } from "./form-context.ts";
import type { FormState } from "./form-state.ts";

/**
 * What went wrong with the form as a whole, in a live region that is there before it is needed. Each line names its
 * field and leads to it.
 */
export function FormSummary({ state, places }: { state: FormState; places?: FieldPlaces }) {
  return (
    <div aria-live="polite" className="contents">
      {state.status === "error" && (
        <div data-form-summary tabIndex={-1}>
          <Callout meaning="danger" title={state.message}>
            {problems(state.fieldErrors, places)}
            {state.requestId !== undefined && (
              <p className="text-small">
                Trace id <code>{state.requestId}</code>
              </p>
            )}
          </Callout>
        </div>
      )}
    </div>
  );
}

function problems(fieldErrors: Record<string, string>, places: FieldPlaces | undefined) {
  const errors = Object.entries(fieldErrors);
  if (errors.length < 2) return undefined;
  return (
    <ul className="list-disc pl-4">
      {errors.map(([name, message]) => {
        const place = places?.get(name);
        return (
          <li key={name}>
            {place === undefined ? (
              message
            ) : (
              <FieldLink id={place.id} label={place.label} message={message} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function FieldLink({ id, label, message }: { id: string; label: ReactNode; message: string }) {
  return (
    <>
      <a
        href={`#${id}`}
        className="underline"
        onClick={(event) => {
          event.preventDefault();
          const field = document.getElementById(id);
          const control = field?.matches("fieldset") ? field.querySelector<HTMLElement>("input") : field;
          control?.focus();
          field?.scrollIntoView({ block: "center" });
        }}
      >
        {label}
      </a>
      : {message}
    </>
  );
}
