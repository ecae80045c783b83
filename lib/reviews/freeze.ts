import { subDays } from "date-fns/subDays";
import { refused } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import type { PopulationQuery } from "./item-facts.ts";
import { seal } from "./seal.ts";
import { STALE_AFTER_DAYS, type StagingSummary } from "./staging.ts";
import { type Frozen, stageItems } from "./staging-store.ts";

export interface Population {
  query: PopulationQuery;
  count: number;
  hash: string;
  summary: StagingSummary;
}

/**
 * Freezes what a draft asks about now. `serverIds` are the servers that its scope finds, null for all of them.
 *
 * @throws AppError `refused` when there is nothing to review
 */
export async function freezePopulation(
  { tx, now }: CommandContext,
  campaign: { id: string; definition: CampaignDefinition },
  serverIds: readonly string[] | null,
): Promise<Population> {
  const { definition, id } = campaign;
  const query: PopulationQuery = {
    scope: definition.scope,
    subjects: definition.subjects,
    servers: serverIds?.length ?? null,
    askedAt: now.toISOString(),
  };
  const frozen = await stageItems(tx, id, serverIds, {
    now,
    staleBefore: subDays(now, STALE_AFTER_DAYS),
  });
  if (frozen.count === 0) {
    throw refused("Nothing in its scope is in force, so there is nothing to review.", {
      kind: "campaign",
      id,
      name: definition.name,
    });
  }
  return { query, count: frozen.count, hash: populationHash(query, frozen), summary: frozen.summary };
}

/**
 * "sha256:" and the SHA-256 of the RFC 8785 text of `{ items, query }`, where `items` is the SHA-256, in hexadecimal, of
 * the SHA-256 of each item's facts (as RFC 8785 text), one behind the other in the order of their positions. Anybody with
 * the evidence can compute it again.
 */
export function populationHash(query: PopulationQuery, { itemsHash }: Pick<Frozen, "itemsHash">): string {
  return seal({ items: itemsHash, query });
}
