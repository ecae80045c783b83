import { command } from "../../kernel/command.ts";
import { requestRetirementInput } from "../retirement-input.ts";
import { requestRetirement as request } from "../steps/request-retirement.ts";

/** Asks that a server be retired on a day. It works on until an administrator retires it. */
export const requestRetirement = command({
  name: "request-retirement",
  permission: "server:edit",
  input: requestRetirementInput,
  run: async (context, asked) => ({
    result: { serverId: asked.serverId },
    events: [await request(context, asked)],
  }),
});
