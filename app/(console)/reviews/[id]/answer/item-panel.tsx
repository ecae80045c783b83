"use client";

import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { permitsInWords } from "../../item-words.ts";
import { ItemAnswer } from "./item-answer.tsx";
import { ItemFacts } from "./item-facts.tsx";

interface Props {
  item: ReviewItemView;
  count: number;
  findings: readonly ServerFinding[];
  now: string;
  onBack: () => void;
  onMove: (by: 1 | -1) => void;
  onAnswered: (itemId: string, title: string, version: string) => void;
}

/** One item: what it permits, what is known of it, and the answer. */
export function ItemPanel({ item, count, findings, now, onBack, onMove, onAnswered }: Props) {
  return (
    <div ref={bringIntoSight} className="grid scroll-mt-40 scroll-mb-24 grid-cols-1 gap-3">
      <div className="flex items-center justify-between gap-2">
        <Button
          variant="ghost"
          icon={<ArrowLeft aria-hidden="true" />}
          className="lg:hidden"
          onClick={onBack}
        >
          All items
        </Button>
        <p aria-live="polite" className="text-ink-muted tabular-nums">
          Item {item.position} of {count}
        </p>
        <div className="flex gap-2">
          <Button
            icon={<ChevronLeft aria-hidden="true" />}
            onClick={() => onMove(-1)}
            disabledReason={item.position === 1 ? "This is the first item." : undefined}
          >
            <span className="max-sm:sr-only">Previous</span>
          </Button>
          <Button
            icon={<ChevronRight aria-hidden="true" />}
            onClick={() => onMove(1)}
            disabledReason={item.position === count ? "This is the last item." : undefined}
          >
            <span className="max-sm:sr-only">Next</span>
          </Button>
        </div>
      </div>
      <Section
        title={
          <span className="[overflow-wrap:anywhere]">{permitsInWords(item.facts, item.server.name)}</span>
        }
        actions={
          <>
            {item.facts.tool !== null && <ImpactBadge impact={item.facts.tool.impact} />}
            {item.statusNow !== null && <StateBadge of="grant" state={item.statusNow} />}
          </>
        }
      >
        {item.isCarriedOn && (
          <p className="mb-3 text-ink-muted">
            The grant was extended, moved or replaced since this review began. The answer is about the one in
            its place.
          </p>
        )}
        <ItemFacts item={item} findings={findings} now={now} />
      </Section>
      <ItemAnswer item={item} now={now} onAnswered={onAnswered} />
    </div>
  );
}

/** Another item begins where it can be read, wherever the page was scrolled to. */
function bringIntoSight(panel: HTMLElement | null): void {
  panel?.scrollIntoView({ block: "nearest" });
}
