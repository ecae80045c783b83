import type { ErrorOut, KoaContextWithOIDC } from "oidc-provider";
import { escapeHtml, shell } from "./shell.ts";

/** `form` is the provider's own hidden form, `op.logoutForm`, with its protection against forgery. */
export function askToSignOut(ctx: KoaContextWithOIDC, form: string): void {
  ctx.body = shell(
    "Sign out?",
    `<p class="lead">This ends your sign-in at the local identity provider.</p>${form}
    <p class="actions"><button class="plain" type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
    <button class="plain" type="submit" form="op.logoutForm">Stay signed in</button></p>`,
  );
}

export function showSignedOut(ctx: KoaContextWithOIDC): void {
  ctx.body = shell("Signed out", "<p>You can close this page.</p>");
}

export function showError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  ctx.type = "html";
  const words = escapeHtml(out.error_description ?? out.error);
  ctx.body = shell("Sign-in did not work", `<p>${words}</p><p>Go back to Steward and sign in again.</p>`);
}
