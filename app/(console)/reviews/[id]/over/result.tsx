import { Section } from "#components/ui/section.tsx";
import { noResponseInWords } from "../../item-words.ts";
import type { CampaignHead } from "../campaign.ts";
import { Ledger } from "./ledger.tsx";

/** The figures of a review that is over, written so that they can be added up. */
export function Result({ campaign }: { campaign: CampaignHead }) {
  const { totals, definition } = campaign;
  const silence =
    totals.unanswered === 0 ? {} : { hint: `These are ${noResponseInWords(definition.noResponse)}.` };
  return (
    <Section title="Result" description={inOneSentence(campaign)}>
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
        <Ledger
          caption="Answers"
          parts={[
            { label: "Kept", count: totals.kept },
            { label: "Revoked", count: totals.revoked },
            { label: "To be changed", count: totals.changed },
            { label: "No response", count: totals.unanswered, ...silence },
          ]}
          total={{ label: "Population", count: totals.population }}
        />
        <Ledger
          caption="Removals"
          parts={[
            { label: "Removed and verified", count: totals.applied },
            { label: "Failed", count: totals.failed },
            { label: "Had ended already", count: totals.notNeeded },
            ...openPart(totals.removals - totals.applied - totals.failed - totals.notNeeded),
          ]}
          total={{ label: "To remove", count: totals.removals }}
        />
        {totals.changed > 0 && (
          <Ledger
            caption="Changes"
            parts={[
              { label: "Changed and verified, or asked of an owner", count: totals.changeApplied },
              { label: "Failed", count: totals.changeFailed },
              { label: "Had ended already", count: totals.changeNotNeeded },
              ...openPart(
                totals.changed - totals.changeApplied - totals.changeFailed - totals.changeNotNeeded,
              ),
            ]}
            total={{ label: "To change", count: totals.changed }}
          />
        )}
      </div>
    </Section>
  );
}

/** While it is being closed, some are not done yet. */
function openPart(count: number) {
  return count === 0 ? [] : [{ label: "Not done yet", count }];
}

function inOneSentence({ totals, server, state }: CampaignHead): string {
  const { population, applied, removals } = totals;
  const of = `Of ${population.toLocaleString("en")} ${server === null ? "items" : `items of ${server.name}`}`;
  if (state === "closing") {
    return `${of}, ${removals.toLocaleString("en")} are to be removed; ${applied.toLocaleString("en")} are removed and verified so far.`;
  }
  return `${of}, ${applied.toLocaleString("en")} ended with this review.`;
}
