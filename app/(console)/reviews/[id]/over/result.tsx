import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { noResponseInWords } from "../../item-words.ts";
import type { Campaign } from "../campaign.ts";

/** The figures of a closed review, written so that they can be added up. */
export function Result({ campaign }: { campaign: Campaign }) {
  const { totals, definition } = campaign;
  const { population, kept, revoked, changed, unanswered, removals, applied, failed, notNeeded } = totals;
  return (
    <Section title="Result" description={inOneSentence(campaign)}>
      <Facts
        columns={2}
        items={[
          {
            label: "Answers",
            value: sum(population, [
              [kept, "kept"],
              [revoked, "revoked"],
              ...(changed > 0 ? [[changed, "to be changed"] as const] : []),
              [unanswered, "without response"],
            ]),
          },
          {
            label: "Grants to end",
            value: sum(removals, [
              [applied, "ended and verified"],
              [failed, "failed"],
              [notNeeded, "had ended before"],
            ]),
          },
          {
            label: "No response",
            value:
              unanswered === 0 ? (
                <Status meaning="good">Everything was answered</Status>
              ) : (
                <Status meaning="warning">
                  {`${unanswered} without response, ${noResponseInWords(definition.noResponse)}`}
                </Status>
              ),
          },
          {
            label: "Looked at afterwards",
            value:
              failed === 0 ? (
                <Status meaning="good">Yes, every one</Status>
              ) : (
                <Status meaning="danger">{`${failed} could not be ended`}</Status>
              ),
          },
        ]}
      />
    </Section>
  );
}

function sum(total: number, parts: readonly (readonly [number, string])[]): string {
  return `${total} = ${parts.map(([count, words]) => `${count} ${words}`).join(" + ")}`;
}

function inOneSentence({ totals, server }: Campaign): string {
  const { population, applied } = totals;
  return `Of ${population} ${server === null ? "items" : `grants of ${server.name}`}, ${applied} ended with this review.`;
}
