import type { CommandContext } from "../../kernel/command.ts";
import type { BulkCredential, BulkScope, BulkServer, BulkTool, ToolOffer } from "../bulk-rows.ts";
import {
  insertCredentialFacts,
  insertOfferedTools,
  insertScopes,
  insertServers as insertServerRows,
  postponeListing,
  serverExists,
} from "../bulk-store.ts";

export interface BulkServers {
  servers: readonly BulkServer[];
  offers: readonly ToolOffer[];
  tools: readonly BulkTool[];
  scopes: readonly BulkScope[];
  credentials: readonly BulkCredential[];
}

/**
 * Puts some thousand servers with their parts into the inventory, one statement for each table; says false, and does
 * nothing, when the first of them is there. The list is brought up to date by `listInsertedServers`, last.
 */
export async function insertServers(
  { tx, actor }: CommandContext,
  { servers, offers, tools, scopes, credentials }: BulkServers,
): Promise<boolean> {
  const { organizationId } = actor;
  const [first] = servers;
  if (first === undefined || (await serverExists(tx, organizationId, first.id))) return false;
  await postponeListing(tx);
  await insertServerRows(tx, organizationId, servers);
  await insertOfferedTools(tx, organizationId, tools, offers);
  await insertScopes(tx, organizationId, scopes);
  await insertCredentialFacts(tx, organizationId, credentials);
  return true;
}
