import { command } from "../../kernel/command.ts";
import { registerServerInput } from "../input.ts";
import { registerServer as register } from "../steps/register-server.ts";

/** Registers a server described by hand. Gives its id and slug. */
export const registerServer = command({
  name: "register-server",
  permission: "server:register",
  input: registerServerInput,
  run: async (context, input) => {
    const { serverId, slug, events } = await register(context, input);
    return { result: { serverId, slug }, events };
  },
});
