import { query } from "../../kernel/query.ts";
import { getServerInput } from "../input.ts";
import { loadServer } from "../steps/load-server.ts";

/** The id behind a slug, for doors that are given slugs and queries that take ids. @throws AppError `not_found` */
export const getServerId = query({
  name: "get-server-id",
  permission: "server:read",
  input: getServerInput,
  run: async ({ tx }, { slug }) => (await loadServer(tx, { slug })).id,
});
