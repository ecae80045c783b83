"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";

/** Where a vote wants a fresh sign-in: sends the person to the identity provider, which asks anew, and back here. */
export function SignInAgain({ returnTo }: { returnTo: string }) {
  const [isPending, setIsPending] = useState(false);
  return (
    <Callout
      meaning="notice"
      title="This decision wants a fresh sign-in"
      actions={
        <Button
          isPending={isPending}
          onClick={() => {
            setIsPending(true);
            const again = { prompt: "login", max_age: "0" };
            void signIn("oidc", { callbackUrl: returnTo }, again).catch(() => setIsPending(false));
          }}
        >
          Sign in again
        </Button>
      }
    >
      Your identity provider asks who you are; then you have five minutes to decide.
    </Callout>
  );
}
