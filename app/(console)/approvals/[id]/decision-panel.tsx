"use client";

import { Check, X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { usePageKeys } from "#app/use-page-keys.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RequestAllowed } from "#lib/approvals/model.ts";
import { AskForChanges } from "./ask-for-changes.tsx";
import { DecisionBar } from "./decision-bar.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { WithdrawButton } from "./withdraw-button.tsx";

interface Props {
  requestId: string;
  version: number;
  isOpen: boolean;
  allowed: RequestAllowed;
  needsReason: boolean;
  days: number;
  /** What came of it, once it is decided. */
  outcome: ReactNode;
}

/** Approve and reject, the same size, each with its reason; and afterwards what came of it, announced. */
export function DecisionPanel(props: Props) {
  const { requestId, version, isOpen, allowed, needsReason, days, outcome } = props;
  const panel = useRef<HTMLDivElement>(null);
  const focusReason = (decision: "approve" | "reject") =>
    panel.current?.querySelector<HTMLElement>(`[data-decision=${decision}] :is(textarea, button)`)?.focus();
  usePageKeys(isOpen ? { a: () => focusReason("approve"), r: () => focusReason("reject") } : {});
  const canDecide = allowed.approve === true || allowed.reject === true;
  const form = { requestId, version, needsReason, days };
  return (
    <>
      <div ref={panel} aria-live="polite" className="scroll-mb-24">
        {isOpen ? (
          <Section
            title="Your decision"
            className="print:hidden"
            actions={<WithdrawButton requestId={requestId} allowed={allowed.withdraw} />}
          >
            <div className="grid gap-4 sm:grid-cols-2">
              <DecisionForm decision="approve" {...form} allowed={allowed.approve} />
              <DecisionForm decision="reject" {...form} allowed={allowed.reject} />
            </div>
            <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1">
              <AskForChanges requestId={requestId} version={version} allowed={allowed.askChanges} />
              <span className="text-ink-muted text-pretty">
                {allowed.askChanges === true
                  ? "Neither yes nor no: back to whoever asked."
                  : allowed.askChanges}
              </span>
            </div>
            {canDecide && <Keys />}
          </Section>
        ) : (
          outcome
        )}
      </div>
      {isOpen && <DecisionBar panel={panel} allowed={allowed} icons={ICONS} onChoose={focusReason} />}
    </>
  );
}

const ICONS = { approve: <Check aria-hidden="true" />, reject: <X aria-hidden="true" /> };

function Keys() {
  return (
    <p className="mt-3 text-ink-faint text-small touch:hidden">
      Keys: <Kbd>a</Kbd> goes to the reason to approve, <Kbd>r</Kbd> to the reason to reject, <Kbd>Ctrl</Kbd>{" "}
      <Kbd>Enter</Kbd> sends the one you are in.
    </p>
  );
}
