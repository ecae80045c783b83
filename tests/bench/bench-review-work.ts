import type { Client } from "pg";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { newId } from "#lib/kernel/id.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { anAdmin, draftOfEverything } from "./bench-reviews.ts";
import { GRANTS_OWNER, layGrants } from "./lay-grants.ts";
import { type BenchOptions, interleave, type Load, loadFor } from "./measure.ts";
import { printLoads } from "./print-table.ts";

const PAGE = 50;

/**
 * Working in a review of every grant there is: opening it (its figures and the first page of what waits), following it,
 * answering one thing, and beginning to close it, beside the hand-written statements that cannot be done without.
 */
export async function benchReviewWork(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const owner = await connectOwner(database.ownerUrl);
  try {
    await layGrants(owner, organizationId, Buffer.from(newId()), options.rows);
    const admin = anAdmin(organizationId);
    const campaignId = await run(admin);
    await owner.query("vacuum analyze campaign_item");
    const rows = options.rows.toLocaleString("en");
    const one = (call: () => Promise<unknown>) => () => loadFor(1, options.windowMs, call);
    const reading = await interleave<string, Load>(options.repetitions, {
      "a page of what waits, by hand": one(() => pageByHand(owner, organizationId, campaignId)),
      "open the workspace": one(() => openWorkspace(admin, campaignId)),
      "items that are to be revoked (none)": one(() =>
        listReviewItems(admin, { campaignId, decision: ["revoke"] }),
      ),
      "items of high risk (none)": one(() => listReviewItems(admin, { campaignId, risk: ["high"] })),
      "follow its progress": one(() => getCampaignProgress(admin, { campaignId })),
    });
    printLoads(`Reviews, reading among ${rows} items`, reading, "a page of what waits, by hand");
    await benchAnswers(owner, admin, campaignId, options);
    await benchBeginningToClose(owner, admin, campaignId, options);
  } finally {
    await owner.end();
  }
}

async function benchAnswers(owner: Client, admin: PersonActor, campaignId: string, options: BenchOptions) {
  await owner.query("create table if not exists raw_answer (like campaign_answer including all)");
  const waiting: { id: string; version: number }[] = [];
  /** The next that waits; what was answered meanwhile is not among the page behind it. */
  async function next() {
    if (waiting.length === 0) {
      const question = { campaignId, whose: "mine", waits: true, limit: 200 } as const;
      const { items } = await listReviewItems(admin, question);
      waiting.push(...items);
    }
    const item = waiting.shift();
    if (item === undefined) throw new Error("nothing waits any more: lay more grants");
    return item;
  }
  const answers = await interleave<string, Load>(options.repetitions, {
    "an answer and its item, by hand": () =>
      loadFor(1, options.windowMs, () => answerByHand(owner, admin.organizationId, campaignId)),
    "answer an item": () =>
      loadFor(1, options.windowMs, async () => {
        const { id: itemId, version } = await next();
        await decideItem(admin, { itemId, version, decision: "keep", reason: "Used every day." });
      }),
  });
  printLoads(
    `Reviews, answering among ${options.rows.toLocaleString("en")} items`,
    answers,
    "an answer and its item, by hand",
  );
}

/** What ended meanwhile, and is not noted yet when somebody begins to close. */
const ENDED = 4_000;

/** The request that begins to close it, once, with some of it ended meanwhile; what follows is the worker's. */
async function benchBeginningToClose(
  owner: Client,
  admin: PersonActor,
  campaignId: string,
  options: BenchOptions,
) {
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  await owner.query(
    `update grants set state = 'revoked', revoked_at = now() where organization_id = $1 and id in (
       select subject_id from campaign_item where organization_id = $1 and campaign_id = $2 order by position desc limit ${ENDED})`,
    [admin.organizationId, campaignId],
  );
  await owner.query("commit");
  const startedAt = performance.now();
  await closeCampaign(admin, { campaignId, reason: "Nothing is answered, for the bench." });
  const ms = performance.now() - startedAt;
  const load = { perSecond: 1_000 / ms, p50: ms, p95: ms, p99: ms };
  printLoads(
    `Reviews, beginning to close ${options.rows.toLocaleString("en")} items of which ${ENDED.toLocaleString("en")} have just ended`,
    { "begin to close": [load] },
    "begin to close",
  );
}

async function run(admin: PersonActor): Promise<string> {
  const { campaignId } = await draftOfEverything(admin);
  await stageCampaign(systemActor(admin.organizationId, "bench"), { campaignId });
  const { version } = await getCampaignHead(admin, { campaignId });
  await runCampaign(admin, { campaignId, version });
  return campaignId;
}

function openWorkspace(admin: PersonActor, campaignId: string) {
  return Promise.all([
    getCampaignHead(admin, { campaignId }),
    listReviewItems(admin, { campaignId, whose: "mine", waits: true, limit: PAGE }),
  ]);
}

function pageByHand(owner: Client, organizationId: string, campaignId: string) {
  return owner.query(
    `select * from campaign_item where organization_id = $1 and reviewer_id = $2 and campaign_id = $3
       and decision = 'undecided' order by position limit ${PAGE}`,
    [organizationId, GRANTS_OWNER, campaignId],
  );
}

/** Only what must be written: the row of the answer, and a version of the item (which stays as it is). */
function answerByHand(owner: Client, organizationId: string, campaignId: string) {
  return owner.query(
    `with item as (
       select id from campaign_item where organization_id = $1 and campaign_id = $2 and decision = 'undecided'
       order by position desc limit 1
     ),
     written as (
       insert into raw_answer (organization_id, id, campaign_id, item_id, stage, decision, decided_by_id, decided_at)
       select $1, uuidv7(), $2, id, 1, 'keep', $3, now() from item
     )
     update campaign_item i set version = i.version + 1 from item where i.organization_id = $1 and i.id = item.id`,
    [organizationId, campaignId, GRANTS_OWNER],
  );
}
