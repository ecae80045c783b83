import { type CampaignDefinition, NAME_MAX } from "./campaign-definition.ts";

/** Another review's definition as the beginning of a new one: all it asks, under a name of its own. */
export function copyOf(definition: CampaignDefinition, name?: string): CampaignDefinition {
  return {
    ...definition,
    startsOn: null,
    name: name ?? `Copy of ${definition.name}`.slice(0, NAME_MAX).toWellFormed(),
  };
}
