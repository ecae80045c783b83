import { differenceInHours } from "date-fns/differenceInHours";
import { conflict } from "#lib/kernel/app-error.ts";
import {
  bulkCommand,
  type CommandContext,
  type Outcome,
  type Unchanged,
  unchanged,
} from "#lib/kernel/command.ts";
import { announced } from "../announced.ts";
import { askForStaging } from "../ask-for-staging.ts";
import { campaignInput } from "../input.ts";
import { unstageItems } from "../staging-store.ts";
import { loadCounts, startStaged } from "../start-staged.ts";
import { startsItselfNow } from "../starts-itself.ts";
import { type CampaignRow, lockCampaign, saveCampaign } from "../store.ts";
import { authorAndAdministrators } from "../whom-to-tell.ts";
import { type Obstacle, whyItWaits } from "../why-it-waits.ts";

/** What is frozen does not change: where that is in the way, it is gathered anew so often. */
const GATHERED_ANEW_AFTER_HOURS = 24;

/**
 * Starts a review that needs nobody's hand for it. Where something is in the way, whoever defined it and the administrators
 * are told why, once, and it is tried again. Running it again changes nothing.
 */
export const startByItself = bulkCommand({
  name: "start-by-itself",
  permission: "campaign:open",
  input: campaignInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const isWaiting = campaign.state === "draft" || campaign.state === "staged";
    if (!isWaiting || campaign.stagingAskedAt !== null || !startsItselfNow(campaign, now)) return NOTHING;
    const counts = await loadCounts(context, campaign);
    const obstacle = await whyItWaits(tx, campaign, counts);
    if (obstacle === "in somebody's hands") return NOTHING;
    if (obstacle === null) {
      const started = await startStaged(context, campaign, { counts, startedById: null });
      return {
        result: { isStarted: true },
        events: [...started, ...(await announced(tx, campaign, started))],
      };
    }
    if (obstacle.reason !== campaign.startRefusal) return refuse(context, campaign, obstacle);
    return isToBeGathered(campaign, obstacle, now) ? gatherAnew(context, campaign) : NOTHING;
  },
});

type Done = Outcome<{ isStarted: boolean }> | Unchanged<{ isStarted: boolean }>;

const NOTHING: Done = unchanged({ isStarted: false });

async function refuse(
  { tx, actor, now }: CommandContext,
  campaign: CampaignRow,
  { reason }: Obstacle,
): Promise<Done> {
  const { id: campaignId, name } = campaign;
  const refused = { startRefusal: reason, startTriedAt: now };
  if (!(await saveCampaign(tx, actor.organizationId, campaign, refused))) throw conflict("review");
  const notify = await authorAndAdministrators(tx, campaign);
  return {
    result: { isStarted: false },
    events: [
      {
        type: "campaign.not_started",
        subject: { kind: "campaign", id: campaignId, name },
        detail: { campaignId, reason, notify, href: `/reviews/${campaignId}` },
      },
    ],
  };
}

function isToBeGathered({ startTriedAt }: CampaignRow, { isFrozen }: Obstacle, now: Date): boolean {
  return (
    isFrozen && startTriedAt !== null && differenceInHours(now, startTriedAt) >= GATHERED_ANEW_AFTER_HOURS
  );
}

async function gatherAnew(context: CommandContext, campaign: CampaignRow): Promise<Done> {
  const { tx, actor, now } = context;
  const { id: campaignId, name, version } = campaign;
  if (campaign.state === "staged") await unstageItems(tx, campaignId);
  const again = { state: "draft" as const, startTriedAt: now };
  if (!(await saveCampaign(tx, actor.organizationId, campaign, again))) throw conflict("review");
  const job = await askForStaging(context, { ...campaign, state: "draft", version: version + 1 });
  return {
    result: { isStarted: false },
    events: [
      {
        type: "campaign.staging",
        subject: { kind: "campaign", id: campaignId, name },
        detail: { campaignId, insteadOf: campaign.populationHash },
      },
    ],
    jobs: [job],
  };
}
