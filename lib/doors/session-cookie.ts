import { env } from "../kernel/env.ts";

/** The session cookie's name: Auth.js prefixes it when the site is served over https. */
export function sessionCookieName(): string {
  return env().STEWARD_URL.startsWith("https:")
    ? "__Secure-next-auth.session-token"
    : "next-auth.session-token";
}
