import type { MouseEvent } from "react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { ListLink } from "#components/table/list-navigation.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import { cn } from "#components/ui/class-names.ts";
import { DecisionMark } from "../../decision-mark.tsx";
import { KIND_WORDS } from "../../item-words.ts";
import { AnswerTogether } from "./answer-together.tsx";
import type { ListTerms } from "./list-terms.ts";
import { RiskMark } from "./risk-mark.tsx";
import type { Selection } from "./use-selection.ts";
import type { WorkRow } from "./work-row.ts";

interface Props {
  campaignId: string;
  rows: readonly WorkRow[];
  currentId: string | undefined;
  terms: ListTerms;
  selection: Selection;
  onChoose: (itemId: string) => void;
}

/** A page of items in their frozen order, each with its answer. */
export function ItemList({ campaignId, rows, currentId, terms, selection, onChoose }: Props) {
  return (
    <div className="grid grid-cols-1 gap-3 lg:sticky lg:top-36">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <SearchBox label="Search the items" placeholder="Name or server" defaultValue={terms.q} />
        <FilterBar fields={terms.filters} />
      </div>
      <AnswerTogether campaignId={campaignId} terms={terms} selection={selection} />
      {rows.length === 0 ? (
        <Nothing terms={terms} />
      ) : (
        <nav
          aria-label="Items of this review"
          className="overflow-clip rounded-large border border-line bg-surface lg:max-h-[calc(100dvh-17rem)] lg:overflow-y-auto print:max-h-none print:overflow-visible"
        >
          <ol>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                isCurrent={row.id === currentId}
                selection={terms.together > 0 ? selection : null}
                onChoose={onChoose}
              />
            ))}
          </ol>
        </nav>
      )}
      <Pages terms={terms} shown={rows.length} />
    </div>
  );
}

interface RowProps {
  row: WorkRow;
  isCurrent: boolean;
  /** Null where nothing is answered together. */
  selection: Selection | null;
  onChoose: (itemId: string) => void;
}

function Row({ row, isCurrent, selection, onChoose }: RowProps) {
  return (
    <li
      className={cn(
        "flex items-start border-line border-b [content-visibility:auto] last:border-b-0",
        isCurrent && "bg-accent-soft",
      )}
    >
      {selection !== null && !row.canBulk && <span className="w-8 shrink-0 touch:w-11" />}
      {selection !== null && row.canBulk && (
        // biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control
        <label className="grid w-8 shrink-0 cursor-pointer place-items-center self-stretch pl-2 touch:w-11">
          <span className="sr-only">Answer {row.name} together with others</span>
          <ChoiceBox
            type="checkbox"
            checked={selection.has(row.id)}
            onChange={() => selection.toggle(row.id)}
          />
        </label>
      )}
      <a
        href={`?item=${row.id}`}
        aria-current={isCurrent ? "true" : undefined}
        onClick={choose}
        className={cn(
          "grid min-w-0 flex-1 gap-1 py-2.5 pr-3 -outline-offset-2 hover:bg-hover",
          selection === null ? "pl-3" : "pl-2",
        )}
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-strong">{row.name}</span>
          {(selection === null || row.decision !== "undecided") && <DecisionMark item={row} />}
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-muted text-small">
          {KIND_WORDS[row.kind]}
          <RiskMark risk={row.risk} />
          {row.impact !== null && <ImpactBadge impact={row.impact} />}
          {row.kind !== "server" && <span className="min-w-0 truncate">{row.server}</span>}
          {row.reviewer !== null && <span className="min-w-0 truncate">asks {row.reviewer}</span>}
        </span>
      </a>
    </li>
  );

  function choose(event: MouseEvent) {
    // Opening in another tab is the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onChoose(row.id);
  }
}

function Nothing({ terms }: { terms: ListTerms }) {
  return (
    <p className="rounded-large border border-line bg-surface px-4 py-6 text-center text-ink-muted text-pretty">
      {terms.isFiltered
        ? "Nothing here fits the filter."
        : terms.shown === "waiting"
          ? "Nothing waits for your answer here. Thank you."
          : "Nothing here."}
    </p>
  );
}

function Pages({ terms, shown }: { terms: ListTerms; shown: number }) {
  const { total, firstHref, nextHref } = terms;
  if (shown === 0 && firstHref === null) return null;
  return (
    <p className="flex flex-wrap items-center justify-between gap-2 text-ink-muted text-small print:hidden">
      <span className="tabular-nums">
        {shown.toLocaleString("en")} of {total.isEstimate && "more than "}
        {total.count.toLocaleString("en")}
      </span>
      <span className="flex gap-3">
        {firstHref !== null && (
          <ListLink href={firstHref} className="underline">
            From the start
          </ListLink>
        )}
        {nextHref !== null && (
          <ListLink href={nextHref} className="underline">
            Next page
          </ListLink>
        )}
      </span>
    </p>
  );
}
