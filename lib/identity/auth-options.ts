import type { AuthOptions } from "next-auth";
import { AppError } from "../kernel/app-error.ts";
import { env } from "../kernel/env.ts";
import { log } from "../kernel/log.ts";
import { ownPath } from "../kernel/own-path.ts";
import { derivedKey, newSecret } from "../kernel/secrets.ts";
import { signIn } from "./commands/sign-in.ts";
import { SESSION_HOURS } from "./model.ts";
import { signInActor, signInAdapter } from "./sign-in-adapter.ts";

interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  auth_time?: number;
}

/**
 * Sign-in by OpenID Connect: code flow with PKCE, state and nonce (OpenID Connect Core section 3.1), database
 * sessions. Auth.js is known to this file, its adapter and the route handler, and to nothing else. `isReturning` when
 * somebody comes back from the identity provider.
 */
export function authOptions({ isReturning }: { isReturning: boolean }): AuthOptions {
  return {
    adapter: signInAdapter({ isReturning }),
    secret: derivedKey("sign-in-cookies").toString("hex"),
    session: {
      strategy: "database",
      maxAge: SESSION_HOURS * 3600,
      generateSessionToken: () => newSecret("ses"),
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      {
        id: "oidc",
        name: "OpenID Connect",
        type: "oauth",
        wellKnown: `${env().OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
        clientId: env().OIDC_CLIENT_ID,
        clientSecret: env().OIDC_CLIENT_SECRET,
        idToken: true,
        checks: ["pkce", "state", "nonce"],
        authorization: { params: { scope: "openid email profile" } },
        profile: (claims: Claims) => ({
          id: claims.sub,
          email: claims.email ?? null,
          name: claims.name ?? null,
        }),
      },
    ],
    callbacks: {
      async signIn({ account, profile }) {
        // Auth.js types a profile by its few shared fields; an OpenID provider's has the standard claims.
        const claims = profile as Claims | undefined;
        if (account === null || claims === undefined) return false;
        return admit(claims);
      },
      redirect: ({ url, baseUrl }) => baseUrl + (ownPath(url, baseUrl) ?? "/"),
    },
    logger: {
      error: (code, metadata) =>
        log.error({ code, err: "error" in metadata ? metadata.error : undefined }, "sign-in failed"),
      warn: (code) => log.debug({ code }, "sign-in warning"),
      debug: () => undefined,
    },
  };
}

/** True, or where to send the person to read why not. */
async function admit(claims: Claims): Promise<true | string> {
  try {
    await signIn(await signInActor(), {
      issuer: env().OIDC_ISSUER,
      subject: claims.sub,
      email: claims.email ?? null,
      isEmailVerified: claims.email_verified ?? null,
      name: claims.name ?? null,
      authTime: claims.auth_time ?? null,
    });
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A code, not the message: text in a link could be anybody's.
    return `/sign-in?error=${error.code === "refused" ? "AccessDenied" : "Unavailable"}`;
  }
}
