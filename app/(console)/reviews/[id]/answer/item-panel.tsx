"use client";

import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";
import { permitsInWords } from "../../item-words.ts";
import { recommendationInWords } from "../../recommendation-words.ts";
import { PassOn } from "../stages/pass-on.tsx";
import { EarlierAnswers } from "./earlier-answers.tsx";
import { ItemAnswer } from "./item-answer.tsx";
import { ItemFacts } from "./item-facts.tsx";
import { RiskMark } from "./risk-mark.tsx";
import { SinceFrozen } from "./since-frozen.tsx";
import type { DetailState } from "./use-item-detail.ts";
import { useSayOpened } from "./use-say-opened.ts";

interface Props {
  item: ReviewItemDetail;
  hasPrevious: boolean;
  hasNext: boolean;
  pace: readonly string[];
  now: string;
  onBack: () => void;
  onMove: (by: 1 | -1) => void;
  onAnswered: (item: ReviewItemDetail, title: string, version: string) => void;
}

/** One item: what it permits, what is known of it, what was answered before, and the answer. */
export function ItemPanel(props: Props) {
  const { item, pace, now, onAnswered } = props;
  const opened = useSayOpened(item);
  const { recommendation } = item.facts;
  return (
    <div ref={bringIntoSight} className="flex scroll-mt-40 scroll-mb-24 flex-col gap-3">
      <Moves {...props} />
      <Section
        title={
          <span className="[overflow-wrap:anywhere]">{permitsInWords(item.facts, item.server.name)}</span>
        }
        actions={
          <>
            <RiskMark risk={item.risk} />
            {item.facts.tool !== null && <ImpactBadge impact={item.facts.tool.impact} />}
            {item.statusNow !== null && <StateBadge of="grant" state={item.statusNow} />}
          </>
        }
      >
        <div className="grid gap-3">
          {recommendation !== undefined && (
            <p className="text-ink-muted text-pretty">{recommendationInWords(recommendation)}</p>
          )}
          {item.sampledAt !== null && item.decision === "undecided" && (
            <Callout meaning="notice" title="A second look">
              Somebody answered this very fast, so you are asked too. You do not see their answer; where yours
              differs, yours counts.
            </Callout>
          )}
          <SinceFrozen item={item} now={now} />
          <ItemFacts item={item} now={now} />
        </div>
      </Section>
      <EarlierAnswers item={item} now={now} />
      {item.inPlaceOf !== null && (
        <Callout meaning="notice" title={`You answer for ${item.inPlaceOf.name}, who is away`}>
          Until <Time at={item.inPlaceOf.until} now={now} />. Both of you stand on record.
        </Callout>
      )}
      {item.passOn === true && (
        <div className="self-end">
          <PassOn itemId={item.id} onPassed={() => props.onMove(1)} />
        </div>
      )}
      <ItemAnswer item={item} now={now} pace={pace} opened={opened} onAnswered={onAnswered} />
    </div>
  );
}

function Moves({ item, hasPrevious, hasNext, onBack, onMove }: Props) {
  return (
    <Bar onBack={onBack} words={`Item ${item.position.toLocaleString("en")}`}>
      <Button
        icon={<ChevronLeft aria-hidden="true" />}
        onClick={() => onMove(-1)}
        disabledReason={hasPrevious ? undefined : "This is the first item on this page."}
      >
        <span className="max-sm:sr-only">Previous</span>
      </Button>
      <Button
        icon={<ChevronRight aria-hidden="true" />}
        onClick={() => onMove(1)}
        disabledReason={hasNext ? undefined : "This is the last item."}
      >
        <span className="max-sm:sr-only">Next</span>
      </Button>
    </Bar>
  );
}

function Bar({ words, onBack, children }: { words: string; onBack: () => void; children?: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-2">
      <Button variant="ghost" icon={<ArrowLeft aria-hidden="true" />} className="lg:hidden" onClick={onBack}>
        All items
      </Button>
      <p aria-live="polite" className="text-ink-muted tabular-nums">
        {words}
      </p>
      <div className="flex gap-2">{children}</div>
    </div>
  );
}

/** While the item comes, or when it does not. */
export function PanelWaits({
  state,
  onBack,
}: {
  state: Exclude<DetailState, { status: "known" }>;
  onBack: () => void;
}) {
  return (
    <div className="grid grid-cols-1 gap-3">
      <Bar words={state.status === "loading" ? "Loading" : "Not loaded"} onBack={onBack} />
      {state.status === "loading" ? (
        <Skeleton className="h-80" />
      ) : (
        <Callout
          meaning="danger"
          title="This item could not be fetched"
          actions={<Button onClick={state.retry}>Try again</Button>}
        >
          Nothing was changed. Check the connection, then try again.
        </Callout>
      )}
    </div>
  );
}

/** Below what stays at the top of the window; see `scroll-mt-40`. */
const HEAD_HEIGHT_PX = 160;

/**
 * Another item begins where it can be read, wherever the page was scrolled to. Where its beginning is in sight nothing moves:
 * whoever comes to the page reads first what the review is about, and why there is one.
 */
function bringIntoSight(panel: HTMLElement | null): void {
  if (panel === null) return;
  const { top } = panel.getBoundingClientRect();
  if (top >= HEAD_HEIGHT_PX && top < window.innerHeight - HEAD_HEIGHT_PX) return;
  panel.scrollIntoView({ block: "nearest" });
}
