import { ProblemState } from "#app/problem-state.tsx";
import { answer } from "#lib/doors/page.ts";
import { getSignOff } from "#lib/reviews/queries/get-sign-off.ts";
import type { Campaign } from "../campaign.ts";
import { Evidence } from "./evidence.tsx";
import { RecordTable } from "./record-table.tsx";
import { Result } from "./result.tsx";
import { SignOffSection } from "./sign-off.tsx";

/** A review that is over is a record: its figures, who vouches for them, the evidence, and every item. */
export async function Over({ campaign, now }: { campaign: Campaign; now: string }) {
  const found = await answer((actor) => getSignOff(actor, { campaignId: campaign.id }));
  return (
    <div className="grid grid-cols-1 gap-4">
      <Result campaign={campaign} />
      {found.ok ? (
        <SignOffSection signOff={found.data} now={now} />
      ) : (
        <ProblemState problem={found.problem} />
      )}
      <Evidence campaign={campaign} now={now} />
      <RecordTable campaign={campaign} />
    </div>
  );
}
