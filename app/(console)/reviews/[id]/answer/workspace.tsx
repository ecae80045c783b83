"use client";

import { useSearchParams } from "next/navigation";
import { usePageKeys } from "#app/use-page-keys.ts";
import { IDLE } from "#components/form/form-state.ts";
import { useListNavigation } from "#components/table/list-navigation.tsx";
import { cn } from "#components/ui/class-names.ts";
import { useToast } from "#components/ui/toast.tsx";
import { UNDO_MS } from "#lib/reviews/model.ts";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";
import { decideItemAction } from "../../actions.ts";
import { ItemList } from "./item-list.tsx";
import { ItemPanel, PanelWaits } from "./item-panel.tsx";
import type { ListTerms } from "./list-terms.ts";
import { firstOpen, nextOpen, step } from "./neighbours.ts";
import { useItemDetail } from "./use-item-detail.ts";
import { useSelection } from "./use-selection.ts";
import type { WorkRow } from "./work-row.ts";

interface Props {
  campaignId: string;
  rows: readonly WorkRow[];
  /** The item that the page was asked for, or the first that waits. */
  first: ReviewItemDetail | null;
  list: ListTerms;
  /** Which pace is noted, said before the first answer. */
  pace: readonly string[];
  now: string;
}

/** The review as mail: the list at the left, the chosen item at the right. On a phone one at a time. */
export function Workspace({ campaignId, rows, first, list, pace, now }: Props) {
  const chosenId = useSearchParams().get("item");
  const toast = useToast();
  const { go } = useListNavigation();
  const currentId = chosenId ?? firstOpen(rows)?.id;
  const row = rows.find(({ id }) => id === currentId);
  const position = row?.position ?? (first?.id === currentId ? first?.position : undefined) ?? 0;
  const next = step(rows, position, 1);
  const detail = useItemDetail({
    campaignId,
    id: currentId,
    version: row?.version,
    nextId: next?.id,
    given: first,
  });
  const selection = useSelection(rows);
  usePageKeys({ n: () => move(1), p: () => move(-1), x: () => row?.canBulk && selection.toggle(row.id) });

  function move(by: 1 | -1) {
    const to = step(rows, position, by);
    if (to !== undefined) choose(to.id);
    else if (by === 1 && list.nextHref !== null) go(list.nextHref);
  }

  async function takeBack(itemId: string, version: string) {
    const form = new FormData();
    form.set("itemId", itemId);
    form.set("decision", "undecided");
    form.set("version", version);
    const answer = await decideItemAction(IDLE, form);
    if (answer.status === "error") toast({ title: answer.message, meaning: "warning" });
    else choose(itemId);
  }

  function answered(item: ReviewItemDetail, title: string, version: string) {
    toast({ title, timeoutMs: UNDO_MS, undo: () => void takeBack(item.id, version) });
    const to = nextOpen(rows, item);
    if (to !== undefined) choose(to.id);
    else if (list.nextHref !== null) go(list.nextHref);
    else choose(null);
  }

  return (
    <div className="grid grid-cols-1 items-start gap-6 pt-4 pb-28 lg:grid-cols-[21rem_minmax(0,1fr)] lg:pb-12 print:block print:pb-0">
      <div className={cn("min-w-0", chosenId !== null && "max-lg:hidden print:block")}>
        <ItemList
          campaignId={campaignId}
          rows={rows}
          currentId={currentId}
          terms={list}
          selection={selection}
          onChoose={choose}
        />
      </div>
      {detail !== null && (
        <div className={cn("min-w-0 print:hidden", chosenId === null && "max-lg:hidden")}>
          {detail.status === "known" ? (
            <ItemPanel
              // Another item, or another answer to it, starts with an empty form.
              key={`${detail.item.id} ${detail.item.version}`}
              item={detail.item}
              hasPrevious={step(rows, position, -1) !== undefined}
              hasNext={next !== undefined || list.nextHref !== null}
              pace={pace}
              now={now}
              onBack={() => choose(null)}
              onMove={move}
              onAnswered={answered}
            />
          ) : (
            <PanelWaits state={detail} onBack={() => choose(null)} />
          )}
        </div>
      )}
    </div>
  );
}

/** The address holds the chosen item; what it takes to show it is fetched beside the page. */
function choose(itemId: string | null): void {
  const next = new URLSearchParams(window.location.search);
  if (itemId === null) next.delete("item");
  else next.set("item", itemId);
  window.history.pushState(null, "", next.size === 0 ? window.location.pathname : `?${next}`);
}
