import { ImpactBadge } from "#app/impact-badge.tsx";
import { RequestLink } from "#app/request-link.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { DecisionMark } from "../../decision-mark.tsx";
import { permitsInWords } from "../../item-words.ts";
import type { CampaignHead } from "../campaign.ts";

interface Props {
  items: readonly ReviewItemView[];
  totals: CampaignHead["totals"];
}

/**
 * Every item with its answer, who gave it, why, and what came of it: the document an auditor keeps. A plain table and
 * not the one of the lists: nothing in it is sorted, chosen or paged, and it is printed.
 */
export function RecordTable({ items, totals }: Props) {
  const isWhole = items.length >= totals.population;
  return (
    <Section
      title={isWhole ? "Every item" : "Items"}
      {...(isWhole
        ? {}
        : {
            description: `The first ${items.length} of ${totals.population.toLocaleString("en")}, in the order in which they were frozen. The evidence has all of them.`,
          })}
      flush
    >
      <section
        // What scrolls must be reachable by keyboard (WCAG 2.1.1).
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        aria-label="Table of every item"
        className="overflow-x-auto -outline-offset-2 print:overflow-visible"
      >
        <table className="w-full min-w-[46rem] text-left print:min-w-0 print:table-fixed print:text-small">
          <thead className="bg-sunken text-ink-muted text-small">
            <tr>
              {HEADS.map(({ words, width }) => (
                <th key={words} scope="col" className={cn("px-3 py-2 not-print:whitespace-nowrap", width)}>
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ItemRow key={item.id} item={item} serverName={item.server.name} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

const HEADS = [
  { words: "Item", width: "print:w-[5%]" },
  { words: "What it permits", width: "print:w-[20%]" },
  { words: "Impact", width: "print:w-[17%]" },
  { words: "Answer", width: "print:w-[14%]" },
  { words: "Reviewer", width: "print:w-[11%]" },
  { words: "Why", width: "print:w-[15%]" },
  { words: "What came of it", width: "print:w-[18%]" },
];

function ItemRow({ item, serverName }: { item: ReviewItemView; serverName: string }) {
  const { facts } = item;
  const permits = permitsInWords(facts, serverName);
  return (
    <tr className="border-line border-t align-top [&>*]:px-3 [&>*]:py-2">
      <td className="text-right text-ink-faint tabular-nums">{item.position}</td>
      <th scope="row" className="font-normal not-print:min-w-48 [overflow-wrap:anywhere]">
        {facts.request === null ? permits : <RequestLink id={facts.request.id}>{permits}</RequestLink>}
      </th>
      <td>{facts.tool === null ? null : <ImpactBadge impact={facts.tool.impact} />}</td>
      <td>
        <DecisionMark item={item} />
      </td>
      <td>{item.reviewer?.name ?? "Nobody"}</td>
      <td className="whitespace-pre-wrap not-print:min-w-40 text-ink-muted [overflow-wrap:anywhere]">
        {item.reason ?? ""}
      </td>
      <td className="not-print:min-w-48">
        <Outcome item={item} />
      </td>
    </tr>
  );
}

const OUTCOMES = {
  applied: { meaning: "good", words: "Done and verified" },
  failed: { meaning: "danger", words: "Failed" },
  not_needed: { meaning: "neutral", words: "Nothing to do" },
} as const;

function Outcome({ item }: { item: ReviewItemView }) {
  if (item.outcome === null) return <span className="text-ink-faint">Not yet</span>;
  const { meaning, words } = OUTCOMES[item.outcome];
  return (
    <>
      <Status meaning={meaning}>{words}</Status>
      {item.outcomeDetail !== null && (
        <span className="block text-ink-muted text-small">{item.outcomeDetail}</span>
      )}
    </>
  );
}
