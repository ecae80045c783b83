import { Progress } from "#components/ui/progress.tsx";
import { noResponseInWords } from "../../item-words.ts";
import type { Campaign } from "../campaign.ts";

/** How far the review is. Stays under the top bar while the items are worked through. */
export function ReviewProgress({ campaign }: { campaign: Campaign }) {
  const { population, kept, revoked, unanswered } = campaign.totals;
  const next =
    unanswered === 0
      ? "Everything is answered; an administrator closes the review."
      : `What nobody answers for is ${noResponseInWords(campaign.definition.noResponse)} when the review closes.`;
  return (
    <div className="sticky top-14 z-10 -mx-4 border-line border-b bg-canvas px-4 py-2 sm:-mx-6 sm:px-6 print:static print:mx-0 print:bg-transparent print:px-0">
      <Progress
        label="Answered"
        done={population - unanswered}
        total={population}
        detail={`${kept} to keep, ${revoked} to revoke. ${next}`}
      />
    </div>
  );
}
