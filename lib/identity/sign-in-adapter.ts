import type { Adapter, AdapterUser } from "next-auth/adapters";
import { systemActor } from "../kernel/actor.ts";
import { env } from "../kernel/env.ts";
import { hashSecret } from "../kernel/secrets.ts";
import { authenticateSession } from "./authenticate.ts";
import { openSession } from "./commands/open-session.ts";
import { signOut } from "./commands/sign-out.ts";
import { requireOrganizationId } from "./operator.ts";
import { findPersonByAccount } from "./queries/find-person-by-account.ts";

/**
 * What Auth.js stores, through our own commands: session cookies only as hashes, no provider token at all, every
 * sign-in in the audit trail. People are matched and added by the `signIn` callback before this is asked, so the
 * parts of the adapter that would create or link anybody are absent.
 *
 * Whoever comes back from the identity provider gets a session of its own, also with one in the browser already: Auth.js
 * would go on with that one, and a fresh sign-in would not count. The former session ends.
 */
export function signInAdapter({ isReturning }: { isReturning: boolean }): Adapter {
  let formerToken: string | null = null;
  return {
    async getUserByAccount({ providerAccountId }) {
      const person = await findPersonByAccount(await signInActor(), {
        issuer: env().OIDC_ISSUER,
        subject: providerAccountId,
      });
      return person === null ? null : adapterUser(person);
    },
    async createSession({ sessionToken, userId }) {
      const { expiresAt } = await openSession(await signInActor(), {
        userId,
        tokenHash: hashSecret(sessionToken),
      });
      if (formerToken !== null) await endSession(formerToken);
      return { sessionToken, userId, expires: expiresAt };
    },
    async getSessionAndUser(sessionToken) {
      if (isReturning) {
        formerToken = sessionToken;
        return null;
      }
      const person = await authenticateSession(sessionToken);
      if (person === null) return null;
      const user = adapterUser({ id: person.userId, email: person.email, name: person.name });
      return { session: { sessionToken, userId: person.userId, expires: person.expiresAt }, user };
    },
    // Sessions are never prolonged.
    async updateSession() {
      return null;
    },
    deleteSession: endSession,
    async getUser() {
      return null;
    },
    async getUserByEmail() {
      return null;
    },
  };
}

async function endSession(sessionToken: string): Promise<void> {
  const person = await authenticateSession(sessionToken);
  if (person !== null) await signOut(person, {});
}

/** Sign-in happens before anybody is known, so Steward itself acts. */
export async function signInActor() {
  return systemActor(await requireOrganizationId(), "sign-in");
}

function adapterUser(person: { id: string; email: string; name: string }): AdapterUser {
  return { ...person, emailVerified: null };
}
