import type { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import { type CommandContext, command } from "../../kernel/command.ts";
import { env } from "../../kernel/env.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { signInInput } from "../input.ts";
import { authenticationTime, decideSignIn, normalRoles } from "../model.ts";
import { noteSignIn } from "../sign-in-account-store.ts";
import {
  findUserByAccount,
  findUserByEmail,
  insertUser,
  linkAccount,
  loadUser,
  replaceRoles,
  type UserRow,
} from "../store.ts";

type SignInClaims = z.output<typeof signInInput>;

/**
 * Matches what the identity provider said to a person: by its subject, else by verified e-mail address, else as a
 * new member. Addresses in STEWARD_ADMINS become administrators the first time.
 *
 * @throws AppError `refused` when the person is inactive or the address is not verified
 */
export const signIn = command({
  name: "sign-in",
  permission: "user:sign-in",
  input: signInInput,
  run: async (context, identity) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const key = { organizationId, issuer: identity.issuer, subject: identity.subject };
    const linked = await findUserByAccount(tx, key);
    const events: AuditableEvent[] = [];
    let user = linked;
    if (user === null) {
      const verdict = decideSignIn(identity, env().OIDC_TRUST_EMAIL);
      const email = identity.email;
      if (!verdict.ok || email === null) {
        throw turnedAway(verdict.ok ? "No e-mail address." : verdict.reason, identity, null);
      }
      user = await findUserByEmail(tx, organizationId, email);
      if (user === null) {
        user = await addMember(context, email, identity.name ?? email);
        events.push(userEvent("user.added", user, { email, via: identity.issuer }));
      }
      await linkAccount(tx, { ...key, userId: user.id, linkedAt: now });
    }
    if (!user.isActive) {
      throw turnedAway("This account is deactivated. Ask an administrator.", identity, user);
    }
    await noteSignIn(tx, key, { at: now, authenticatedAt: authenticationTime(identity.authTime, now) });
    return {
      result: { userId: user.id, email: user.email, name: user.name },
      events: [userEvent("user.signed_in", user, { issuer: identity.issuer }), ...events],
    };
  },
});

async function addMember({ tx, actor, now }: CommandContext, email: string, name: string): Promise<UserRow> {
  const { organizationId } = actor;
  const id = newId(now);
  await insertUser(tx, { organizationId, id, email, name, createdAt: now });
  const roles = normalRoles(env().STEWARD_ADMINS.includes(email) ? ["admin", "member"] : ["member"]);
  await replaceRoles(tx, { organizationId, id, version: 1 }, roles, now);
  return loadUser(tx, organizationId, id);
}

/** Recorded as a refused sign-in, with the address as the identity provider gave it. */
function turnedAway(reason: string, { email, issuer }: SignInClaims, user: UserRow | null): AppError {
  const unknown = { kind: "user", id: null, name: email ?? "Somebody without an address" };
  return new AppError("refused", reason, {
    subject: user === null ? unknown : subjectOf(user),
    recordedAs: { type: "user.sign_in_refused", detail: { email, issuer } },
  });
}

function subjectOf(user: UserRow) {
  return { kind: "user", id: user.id, name: user.name };
}

function userEvent(
  type: "user.added" | "user.signed_in",
  user: UserRow,
  detail: Record<string, string>,
): AuditableEvent {
  return { type, subject: subjectOf(user), detail };
}
