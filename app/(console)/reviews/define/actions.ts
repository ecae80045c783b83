"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { changeCampaign } from "#lib/reviews/commands/change-campaign.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { discardCampaign } from "#lib/reviews/commands/discard-campaign.ts";
import { restartCampaign } from "#lib/reviews/commands/restart-campaign.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { unstageCampaign } from "#lib/reviews/commands/unstage-campaign.ts";
import { readDefinition } from "./read-definition.ts";

const shown = (form: FormData) => ({ campaignId: text(form, "campaignId"), version: text(form, "version") });

export async function defineCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: defineCampaign,
    input: () => ({ definition: readDefinition(form) }),
    done: ({ campaignId }) => ({ message: "The draft is saved", redirectTo: `/reviews/${campaignId}` }),
  });
}

export async function changeCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: changeCampaign,
    input: () => ({ ...shown(form), definition: readDefinition(form) }),
    done: ({ campaignId }) => ({ message: "The draft is saved", redirectTo: `/reviews/${campaignId}` }),
  });
}

export async function askToStageAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: askToStage,
    input: () => shown(form),
    done: () => ({ message: "What is in its scope is being gathered" }),
  });
}

export async function unstageCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: unstageCampaign,
    input: () => shown(form),
    done: () => ({ message: "It is a draft again" }),
  });
}

export async function discardCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: discardCampaign,
    input: () => shown(form),
    done: () => ({ message: "The review is given up" }),
  });
}

export async function runCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: runCampaign,
    input: () => shown(form),
    done: () => ({ message: "The review has started" }),
  });
}

export async function restartCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: restartCampaign,
    input: () => ({ campaignId: text(form, "campaignId") }),
    done: ({ campaignId }) => ({
      message: "A draft asks about what nobody answered",
      redirectTo: `/reviews/${campaignId}`,
    }),
  });
}
