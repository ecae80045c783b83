"use client";

import { LogIn } from "lucide-react";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

/** Goes to the identity provider. */
export function SignInButton({ callbackUrl }: { callbackUrl: string }) {
  const [isPending, setIsPending] = useState(false);
  return (
    <Button
      variant="primary"
      size="large"
      icon={<LogIn aria-hidden="true" />}
      isPending={isPending}
      onClick={() => {
        setIsPending(true);
        void signIn("oidc", { callbackUrl }).catch(() => setIsPending(false));
      }}
    >
      Continue with single sign-on
    </Button>
  );
}
