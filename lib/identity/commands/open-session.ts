import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { openSessionInput } from "../input.ts";
import { SESSION_HOURS } from "../model.ts";
import { findAuthenticationTime } from "../sign-in-account-store.ts";
import { deleteExpiredSessionsOf, insertSession, loadUser } from "../store.ts";

const LONG_AGO = new Date(0);

/** Starts a browser session for somebody who has just signed in. Only the hash of the cookie's value is kept. */
export const openSession = command({
  name: "open-session",
  permission: "user:sign-in",
  input: openSessionInput,
  run: async ({ tx, actor, now }, { userId, tokenHash }) => {
    const { organizationId } = actor;
    const user = await loadUser(tx, organizationId, userId);
    if (!user.isActive) throw refused("This account is deactivated. Ask an administrator.");
    const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
    const session = {
      organizationId,
      id: newId(now),
      tokenHash,
      userId,
      createdAt: now,
      // Coming in on a session that the provider still has is no fresh sign-in; unknown counts as long ago.
      authenticatedAt: (await findAuthenticationTime(tx, userId)) ?? LONG_AGO,
      expiresAt,
    };
    await deleteExpiredSessionsOf(tx, organizationId, userId, now);
    await insertSession(tx, session);
    return {
      result: { expiresAt },
      events: [
        {
          type: "session.opened",
          subject: { kind: "user", id: user.id, name: user.name },
          detail: { expiresAt: expiresAt.toISOString() },
        },
      ],
    };
  },
});
