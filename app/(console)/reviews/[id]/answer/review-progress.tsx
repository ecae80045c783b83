import { Progress } from "#components/ui/progress.tsx";
import { noResponseInWords } from "../../item-words.ts";
import type { CampaignHead } from "../campaign.ts";

interface Props {
  campaign: CampaignHead;
  work: { items: number; answered: number; open: number };
}

/** How far one's own part is, or the review where one has none. Stays under the top bar while the items are worked through. */
export function ReviewProgress({ campaign, work }: Props) {
  const { answered, waiting, ended } = campaign.standing;
  const isOwn = work.items > 0;
  return (
    <div className="sticky top-14 z-10 -mx-4 border-line border-b bg-canvas px-4 py-2 sm:-mx-6 sm:px-6 print:static print:mx-0 print:bg-transparent print:px-0">
      <Progress
        label={isOwn ? "Answered by you" : "Answered"}
        done={isOwn ? work.answered : answered}
        total={isOwn ? work.items : campaign.standing.population - ended}
        detail={detail(campaign, isOwn, isOwn ? work.open : waiting)}
      />
    </div>
  );
}

function detail({ totals, standing, definition }: CampaignHead, isOwn: boolean, open: number): string {
  const { answered, population, ended } = standing;
  const whole = isOwn
    ? `Everybody together: ${answered.toLocaleString("en")} of ${(population - ended).toLocaleString("en")}. `
    : `${totals.kept.toLocaleString("en")} to keep, ${totals.changed.toLocaleString("en")} to change, ${totals.revoked.toLocaleString("en")} to revoke. `;
  if (open === 0) return isOwn ? `${whole}You are done here.` : `${whole}Nothing waits for an answer.`;
  return `${whole}What nobody answers for is ${noResponseInWords(definition.noResponse)} when the review closes.`;
}
