import { command } from "#lib/kernel/command.ts";
import { beginDraft } from "../begin-draft.ts";
import { defineCampaignInput } from "../input.ts";

/** Writes down what a review is to ask. Nothing is frozen and nobody is asked until it is staged and run. */
export const defineCampaign = command({
  name: "define-campaign",
  permission: "campaign:manage",
  input: defineCampaignInput,
  run: (context, { definition }) => beginDraft(context, definition, null),
});
