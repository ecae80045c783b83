import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Brand } from "#app/brand.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { currentPerson } from "#lib/doors/page.ts";
import { env } from "#lib/kernel/env.ts";
import { ownPath } from "#lib/kernel/own-path.ts";
import { SignInButton } from "./sign-in-button.tsx";

export const metadata: Metadata = { title: "Sign in" };

/** What the codes in the address mean. Only these: text from a link is never shown. */
const PROBLEMS: Record<string, string> = {
  AccessDenied:
    "You may not sign in. Your account may be deactivated, or your address is not verified. Ask an administrator.",
  OAuthSignin:
    "The identity provider cannot be reached. Try again in a moment; if it stays, tell an administrator.",
  OAuthCallback: "The sign-in was not completed. Try again from the start.",
  Unavailable: "Steward cannot reach its database right now. Try again in a moment.",
};

/** Where people come in. */
export default async function SignInPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { from, error } = await props.searchParams;
  const target = (typeof from === "string" ? ownPath(from, env().STEWARD_URL) : null) ?? "/";
  if (error === undefined && (await currentPerson()) !== null) redirect(target);
  const problem =
    typeof error === "string"
      ? (PROBLEMS[error] ?? "The sign-in did not work. Try again; if it stays, tell an administrator.")
      : undefined;
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="grid w-full max-w-sm gap-6">
        <Brand />
        <div>
          <h1 className="text-display">Sign in</h1>
          <p className="mt-1 text-ink-muted text-pretty">
            Steward governs your MCP servers as non-human identities: an owner, narrow scopes, approval before
            risk, and an end.
          </p>
        </div>
        {problem !== undefined && (
          <Callout meaning="danger" title="You are not signed in">
            {problem}
          </Callout>
        )}
        <SignInButton callbackUrl={target} />
        {env().STEWARD_LOCAL_IDENTITY && (
          <p className="text-ink-faint text-small text-pretty">
            This installation uses the local identity provider for first use: you choose who to be. Connect
            your own provider before you put real servers in.
          </p>
        )}
      </div>
    </main>
  );
}
