import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import type { Choices } from "./choices.ts";

/** A part of the form: the whole definition goes in, and comes out changed. */
export interface FieldsProps {
  definition: CampaignDefinition;
  choices: Choices;
  onChange: (definition: CampaignDefinition) => void;
  /** With the day on which it starts; not for what opens by a schedule, which has days of its own. */
  hasStart?: boolean;
}
