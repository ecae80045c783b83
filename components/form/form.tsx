"use client";

import { type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { cn } from "#components/ui/class-names.ts";
import { useToast } from "#components/ui/toast.tsx";
import { type FieldPlaces, FormContext } from "./form-context.ts";
import { type FormAction, type FormState, IDLE } from "./form-state.ts";
import { FormSummary } from "./form-summary.tsx";

type Done = Extract<FormState, { status: "done" }>;

/**
 * The one form shell. Runs a server action, keeps what was typed on an error, puts the message at the field and
 * focuses the first one, and says in a toast when it is done. Needs a ToastProvider above it.
 */
export function Form(props: {
  action: FormAction;
  children: ReactNode;
  /** Called once when the action is done: close the dialog, show the result. */
  onDone?: (state: Done) => void;
  /** Empties the fields when done. */
  resetsOnDone?: boolean;
  className?: string;
  "aria-label"?: string;
}) {
  const [state, run, isPending] = useActionState(props.action, IDLE);
  const form = useRef<HTMLFormElement>(null);
  const [places] = useState<FieldPlaces>(() => new Map());
  const toast = useToast();
  // Announcing an answer is an effect of the answer's arrival; the ref keeps re-renders from repeating it.
  const announced = useRef<FormState>(IDLE);
  useEffect(() => {
    if (announced.current === state) return;
    announced.current = state;
    if (state.status === "error") focusFirstError(form.current);
    if (state.status !== "done") return;
    toast({ title: state.message });
    if (props.resetsOnDone) form.current?.reset();
    props.onDone?.(state);
  });

  return (
    <form
      ref={form}
      action={run}
      noValidate
      aria-label={props["aria-label"]}
      className={cn("grid grid-cols-1 gap-4", props.className)}
      onSubmit={(event) => {
        // React empties a form after its action; submitting by hand keeps what was typed.
        event.preventDefault();
        if (isPending) return;
        const submitter = (event.nativeEvent as SubmitEvent).submitter;
        const formData = new FormData(event.currentTarget, submitter);
        startTransition(() => run(formData));
      }}
    >
      <FormSummary state={state} places={places} />
      <FormContext value={{ state, isPending, places }}>{props.children}</FormContext>
    </form>
  );
}

function focusFirstError(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>("[aria-invalid='true']:not([type='hidden'])");
  const target = field ?? form?.querySelector<HTMLElement>("[data-form-summary]");
  target?.focus();
}
