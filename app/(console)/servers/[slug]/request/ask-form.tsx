"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useTransition } from "react";
import { withoutAddress } from "#app/linked-words.tsx";
import { Form } from "#components/form/form.tsx";
import type { FormState } from "#components/form/form-state.ts";
import { bringWordsBack } from "#components/form/kept-words.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  label?: string;
  /** What is sent besides what is chosen: the server, or the request that is sent again. */
  hidden: ReactNode;
  /** The page itself, where each choice goes into the address. */
  href: string;
  /** The choices as an address has them. */
  addressOf: (form: FormData) => URLSearchParams;
  cancelHref: string;
  /** Why this cannot be sent as it stands. */
  refusal: string | undefined;
  /** What is asked for. */
  choices: ReactNode;
  /** The reason as it was given before. */
  justification?: string;
  submitLabel?: string;
  /** Another way than to wait for the answers, and the button that takes it while it is chosen. */
  otherWay?: ReactNode;
  submit?: ReactNode;
  /** The path it will take, made by the server from the address. */
  children: ReactNode;
}

/** The form of every request: what is asked, why, and beside it the path it takes, which follows each choice. */
export function AskForm(props: Props) {
  const choices = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const [isLooking, startTransition] = useTransition();

  useEffect(() => bringWordsBack(choices.current?.closest("form") ?? null), []);

  function lookAgain() {
    const form = choices.current?.closest("form");
    if (!form) return;
    const search = props.addressOf(new FormData(form));
    startTransition(() => router.replace(`${props.href}?${search}`, { scroll: false }));
  }
  return (
    <Form action={props.action} aria-label={props.label ?? "Ask for approval"}>
      {props.hidden}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <div ref={choices} onChange={lookAgain} className="grid grid-cols-1 gap-6">
            {props.choices}
          </div>
          <Section title="Why">
            <Textarea
              name="justification"
              label="Justification"
              hint="What it is needed for, for whoever decides and for auditors; at least 10 characters."
              defaultValue={props.justification}
            />
          </Section>
          {props.otherWay}
        </div>
        <div
          aria-busy={isLooking}
          aria-live="polite"
          className="grid min-w-0 grid-cols-1 gap-6 lg:sticky lg:top-20"
        >
          {props.children}
        </div>
      </div>
      <FormActions isStuck>
        <LinkButton href={props.cancelHref}>Cancel</LinkButton>
        {props.submit ?? (
          <SubmitButton disabledReason={props.refusal && withoutAddress(props.refusal)}>
            {props.submitLabel ?? "Send the request"}
          </SubmitButton>
        )}
      </FormActions>
    </Form>
  );
}
