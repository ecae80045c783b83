import { inWords } from "#app/in-words.ts";
import type { Column } from "#components/table/column.ts";
import type { Meaning } from "#components/ui/meaning.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { DecisionMark } from "../../decision-mark.tsx";
import { KIND_WORDS, shownName } from "../../item-words.ts";

const RISKS = {
  low: "neutral",
  medium: "notice",
  high: "warning",
} satisfies Record<ReviewItemView["risk"], Meaning>;

/** Columns of a review's items. `now` is the server's time, ISO 8601. */
export function itemColumns(now: string): readonly Column<ReviewItemView>[] {
  return [
    {
      id: "name",
      header: "Item",
      className: "min-w-48 max-w-md [overflow-wrap:anywhere]",
      cell: (row) => (
        <>
          <span className="block">{shownName(row.facts.name)}</span>
          {row.facts.kind !== "server" && (
            <span className="block text-ink-muted font-normal">{shownName(row.server.name)}</span>
          )}
        </>
      ),
    },
    { id: "kind", header: "Kind", cell: (row) => KIND_WORDS[row.facts.kind] },
    {
      id: "risk",
      header: "Risk",
      cell: (row) => <Status meaning={RISKS[row.risk]}>{inWords(row.risk)}</Status>,
    },
    { id: "answer", header: "Answer", cell: (row) => <DecisionMark item={row} /> },
    {
      id: "reviewer",
      header: "Reviewer",
      className: "min-w-40",
      cell: ({ reviewer }) =>
        reviewer === null ? <MissingPerson label="Nobody" /> : <Person name={reviewer.name} />,
    },
    {
      id: "answered",
      header: "Answered",
      className: "whitespace-nowrap",
      cell: ({ decidedAt }) =>
        decidedAt === null ? (
          <span className="text-ink-faint">Not yet</span>
        ) : (
          <Time at={decidedAt} now={now} />
        ),
    },
    {
      id: "reason",
      header: "Why",
      isHiddenOnPhone: true,
      className: "max-w-80 truncate",
      cell: ({ reason }) => reason ?? "",
    },
    {
      id: "outcome",
      header: "What came of it",
      isHiddenOnPhone: true,
      cell: ({ outcome, outcomeDetail }) =>
        outcome === null ? (
          <span className="text-ink-faint">Nothing yet</span>
        ) : (
          (outcomeDetail ?? inWords(outcome))
        ),
    },
  ];
}
