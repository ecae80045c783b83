"use client";

import { signIn } from "next-auth/react";
import { type ReactNode, useState } from "react";
import { keepWords } from "#components/form/kept-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";

/**
 * Where something wants a fresh sign-in, a decision if nothing else is said: sends the person to the identity provider,
 * which asks anew, and back here. What was typed into the form around it is kept meanwhile.
 */
export function SignInAgain(props: { returnTo: string; title?: string; children?: ReactNode }) {
  const { returnTo, title = "This decision wants a fresh sign-in", children } = props;
  const [isPending, setIsPending] = useState(false);
  return (
    <Callout
      meaning="notice"
      title={title}
      actions={
        <Button
          isPending={isPending}
          onClick={(event) => {
            keepWords(event.currentTarget.closest("form"));
            setIsPending(true);
            const again = { prompt: "login", max_age: "0" };
            void signIn("oidc", { callbackUrl: returnTo }, again).catch(() => setIsPending(false));
          }}
        >
          Sign in again
        </Button>
      }
    >
      {children ?? "Your identity provider asks who you are; then you have five minutes to decide."}
    </Callout>
  );
}
