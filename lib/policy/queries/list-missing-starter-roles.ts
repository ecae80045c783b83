import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { listMissing } from "../starter-roles.ts";

/** The starter roles that could be added; `wasArchived`: it was there once, and would come back as it was left. */
export const listMissingStarterRoles = query({
  name: "list-missing-starter-roles",
  permission: "server:read",
  input: noInput,
  run: async ({ tx }) =>
    (await listMissing(tx)).map(({ starter, archived }) => ({
      slug: starter.slug,
      name: archived?.name ?? starter.name,
      description: archived?.description ?? starter.description,
      wasArchived: archived !== null,
    })),
});

export type MissingRole = Awaited<ReturnType<typeof listMissingStarterRoles>>[number];
