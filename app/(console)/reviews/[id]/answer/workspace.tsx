"use client";

import { useSearchParams } from "next/navigation";
import { usePageKeys } from "#app/use-page-keys.ts";
import { IDLE } from "#components/form/form-state.ts";
import { cn } from "#components/ui/class-names.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import { UNDO_MS } from "#lib/reviews/model.ts";
import { decideItemAction } from "../../actions.ts";
import type { Campaign } from "../campaign.ts";
import { ItemList } from "./item-list.tsx";
import { ItemPanel } from "./item-panel.tsx";
import { firstOpen, nextOpen, step } from "./neighbours.ts";

interface Props {
  campaign: Campaign;
  findings: readonly ServerFinding[];
  now: string;
}

/** The review as mail: the list at the left, the chosen item at the right. On a phone one at a time. */
export function Workspace({ campaign, findings, now }: Props) {
  const { items } = campaign;
  const chosenId = useSearchParams().get("item");
  const toast = useToast();
  const chosen = items.find((item) => item.id === chosenId);
  const current = chosen ?? firstOpen(items);
  usePageKeys({ n: () => move(1), p: () => move(-1) });

  function move(by: 1 | -1) {
    const to = current === undefined ? undefined : step(items, current.id, by);
    if (to !== undefined) choose(to.id);
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

  function answered(itemId: string, title: string, version: string) {
    toast({ title, timeoutMs: UNDO_MS, undo: () => void takeBack(itemId, version) });
    const next = nextOpen(items, itemId);
    if (next !== undefined) choose(next.id);
  }

  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] pb-28 lg:pb-12 print:hidden">
      <div className={cn(chosen !== undefined && "max-lg:hidden")}>
        <ItemList items={items} currentId={current?.id} onChoose={choose} />
      </div>
      {current !== undefined && (
        <div className={cn("min-w-0", chosen === undefined && "max-lg:hidden")}>
          <ItemPanel
            // Another item, or another answer to it, starts with an empty form.
            key={`${current.id} ${current.version}`}
            item={current}
            count={items.length}
            findings={findings}
            now={now}
            onBack={() => choose(null)}
            onMove={move}
            onAnswered={answered}
          />
        </div>
      )}
    </div>
  );
}

/** The address holds the chosen item; no round trip is needed, because every item is here. */
function choose(itemId: string | null): void {
  const { pathname } = window.location;
  window.history.pushState(null, "", itemId === null ? pathname : `${pathname}?item=${itemId}`);
}
