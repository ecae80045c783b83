import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import type { Choices } from "./choices.ts";

/** A part of the form: the whole definition goes in, and comes out changed. */
export interface FieldsProps {
  definition: CampaignDefinition;
  choices: Choices;
  onChange: (definition: CampaignDefinition) => void;
}
