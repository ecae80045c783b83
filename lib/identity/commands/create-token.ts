import { actingPerson } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { createTokenInput } from "../input.ts";
import { insertToken } from "../store.ts";

const DAY_MS = 86_400_000;

/** Makes a service token and returns its secret, which is never seen again: only the hash is kept. */
export const createToken = command({
  name: "create-token",
  permission: "token:manage",
  input: createTokenInput,
  run: async ({ tx, actor, now }, { name, scopes, days }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can make a service token.");
    const secret = newSecret("stw");
    const id = newId(now);
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const isNew = await insertToken(tx, {
      organizationId: person.organizationId,
      id,
      name,
      tokenHash: hashSecret(secret),
      hint: secret.slice(-4),
      scopes,
      createdById: person.userId,
      createdAt: now,
      expiresAt,
    });
    if (!isNew) {
      throw new AppError("invalid", "One field needs attention.", {
        fields: { name: "There is, or was, a token of this name. Choose another." },
      });
    }
    return {
      result: { tokenId: id, secret, expiresAt: expiresAt.toISOString() },
      events: [
        {
          type: "token.created",
          subject: { kind: "token", id, name },
          detail: { scopes, expiresAt: expiresAt.toISOString() },
        },
      ],
    };
  },
});
