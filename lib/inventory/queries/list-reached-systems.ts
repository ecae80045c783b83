import { query } from "../../kernel/query.ts";
import { reachedSystemsInput } from "../system-input.ts";
import { listReachedSystems as listReachedSystemRows } from "../system-link-store.ts";

/** The systems that these servers reach, with the server each is reached through. */
export const listReachedSystems = query({
  name: "list-reached-systems",
  permission: "system:read",
  input: reachedSystemsInput,
  run: ({ tx }, { serverIds }) => listReachedSystemRows(tx, serverIds),
});

export type ReachedSystemItem = Awaited<ReturnType<typeof listReachedSystems>>[number];
