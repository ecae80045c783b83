import { createToken } from "#lib/identity/commands/create-token.ts";
import { openSession } from "#lib/identity/commands/open-session.ts";
import { type PersonActor, systemActor, type TokenScope } from "#lib/kernel/actor.ts";
import { hashSecret, newSecret } from "#lib/kernel/secrets.ts";

/** The headers of a browser in which this person is signed in. */
export async function cookieOf(person: PersonActor): Promise<{ cookie: string }> {
  const value = newSecret("session");
  await openSession(systemActor(person.organizationId, "test"), {
    userId: person.userId,
    tokenHash: hashSecret(value),
  });
  return { cookie: `theme=dark; next-auth.session-token=${value}` };
}

let made = 0;

/** The headers of a program with a service token of these scopes, with the token's id and name. */
export async function bearerOf(admin: PersonActor, scopes: TokenScope[]) {
  made += 1;
  const name = `program ${made}`;
  const { secret, tokenId } = await createToken(admin, { name, scopes, days: 1 });
  return { tokenId, name, headers: { authorization: `Bearer ${secret}` } };
}
