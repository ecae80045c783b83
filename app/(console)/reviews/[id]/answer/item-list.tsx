import type { MouseEvent } from "react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { DecisionMark } from "../../decision-mark.tsx";
import { KIND_WORDS } from "../../item-words.ts";

interface Props {
  items: readonly ReviewItemView[];
  currentId: string | undefined;
  onChoose: (itemId: string) => void;
}

/** All items in their frozen order, each with its answer. */
export function ItemList({ items, currentId, onChoose }: Props) {
  return (
    <nav
      aria-label="Items of this review"
      className="overflow-clip rounded-large border border-line bg-surface lg:sticky lg:top-36 lg:max-h-[calc(100dvh-11rem)] lg:overflow-y-auto"
    >
      <ol>
        {items.map((item) => (
          <li key={item.id} className="border-line border-b [content-visibility:auto] last:border-b-0">
            <a
              href={`?item=${item.id}`}
              aria-current={item.id === currentId ? "true" : undefined}
              onClick={(event) => choose(event, item.id)}
              className={cn(
                "grid gap-1 px-3 py-2.5 -outline-offset-2 hover:bg-hover",
                item.id === currentId && "bg-accent-soft hover:bg-accent-soft",
              )}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="truncate font-strong">{item.facts.name}</span>
                <DecisionMark item={item} />
              </span>
              <span className="flex flex-wrap items-center gap-2 text-ink-muted text-small">
                {KIND_WORDS[item.facts.kind]}
                {item.facts.tool !== null && <ImpactBadge impact={item.facts.tool.impact} />}
                {item.allowed.keep !== true && item.reviewer !== null && (
                  <span className="truncate">{item.reviewer.name}</span>
                )}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );

  function choose(event: MouseEvent, itemId: string) {
    // Opening in another tab is the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onChoose(itemId);
  }
}
