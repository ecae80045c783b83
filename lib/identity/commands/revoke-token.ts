import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { tokenInput } from "../input.ts";
import { revokeTokenRow } from "../store.ts";

/** Ends a service token at once. */
export const revokeToken = command({
  name: "revoke-token",
  permission: "token:manage",
  input: tokenInput,
  run: async ({ tx, actor, now }, { tokenId }) => {
    const token = await revokeTokenRow(tx, actor.organizationId, tokenId, now);
    if (token === null) throw refused("This token is already revoked.");
    return {
      result: null,
      events: [
        { type: "token.revoked", subject: { kind: "token", id: tokenId, name: token.name }, detail: {} },
      ],
    };
  },
});
