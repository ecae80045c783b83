import type { CommandContext } from "../../kernel/command.ts";
import type { BulkCredential, BulkScope, BulkServer, BulkTool, ToolOffer } from "../bulk-rows.ts";
import {
  insertCredentialFacts,
  insertOfferedTools,
  insertScopes,
  insertServers as insertServerRows,
  postponeListing,
} from "../bulk-store.ts";

export interface BulkServers {
  servers: readonly BulkServer[];
  offers: readonly ToolOffer[];
  tools: readonly BulkTool[];
  scopes: readonly BulkScope[];
  credentials: readonly BulkCredential[];
}

/**
 * Puts some thousand servers with their parts into the inventory, one statement for each table. The list is brought up
 * to date by `listInsertedServers`, last.
 */
export async function insertServers(
  { tx, actor }: CommandContext,
  { servers, offers, tools, scopes, credentials }: BulkServers,
): Promise<void> {
  const { organizationId } = actor;
  await postponeListing(tx);
  await insertServerRows(tx, organizationId, servers);
  await insertOfferedTools(tx, organizationId, tools, offers);
  await insertScopes(tx, organizationId, scopes);
  await insertCredentialFacts(tx, organizationId, credentials);
}
