import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { answer } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { getSignOff } from "#lib/reviews/queries/get-sign-off.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import type { CampaignHead } from "../campaign.ts";
import { ChangesAsked } from "./changes-asked.tsx";
import { Closing } from "./closing.tsx";
import { Evidence } from "./evidence.tsx";
import { RecordTable } from "./record-table.tsx";
import { Result } from "./result.tsx";
import { SignOffSection } from "./sign-off.tsx";

/** Items that stand on the page; the report and the evidence have the rest of a larger review. */
const ITEMS_SHOWN = 200;

async function ask(actor: PersonActor, campaignId: string) {
  const [signOff, { items }] = await Promise.all([
    getSignOff(actor, { campaignId }),
    listReviewItems(actor, { campaignId, limit: ITEMS_SHOWN }),
  ]);
  return { signOff, items, mayExport: permitted(actor, "evidence:export") ?? (true as const) };
}

/** A review that is over is a record: its figures, who vouches for them, the evidence, and its items. */
export async function Over(props: { campaign: CampaignHead; changesAfter: string | undefined; now: string }) {
  const { campaign, changesAfter, now } = props;
  const found = await answer((actor) => ask(actor, campaign.id));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { signOff, items, mayExport } = found.data;
  return (
    <ReadableRequests of={items.map(({ facts }) => facts.request?.id)}>
      <div className="grid grid-cols-1 gap-4">
        <Closing campaignId={campaign.id} now={now} />
        <Result campaign={campaign} />
        <ChangesAsked campaignId={campaign.id} cursor={changesAfter} now={now} />
        <SignOffSection signOff={signOff} now={now} />
        <Evidence campaign={campaign} allowed={mayExport} now={now} />
        <RecordTable items={items} totals={campaign.totals} />
      </div>
    </ReadableRequests>
  );
}
