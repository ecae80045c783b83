"use client";

import { type ReactNode, type RefObject, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { RequestAllowed } from "#lib/approvals/model.ts";

interface Props {
  panel: RefObject<HTMLElement | null>;
  allowed: RequestAllowed;
  icons: { approve: ReactNode; reject: ReactNode };
  onChoose: (decision: "approve" | "reject") => void;
}

/** Keeps the decision in reach while its facts are read: there as long as the panel itself is out of sight. */
export function DecisionBar({ panel, allowed, icons, onChoose }: Props) {
  const isPanelSeen = useIsSeen(panel);
  // Without height of its own, so that its coming and going moves nothing.
  return (
    <div className="pointer-events-none sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 h-0 sm:bottom-0 print:hidden">
      {!isPanelSeen && (
        <div className="pointer-events-auto absolute inset-x-0 -bottom-px -mx-4 grid grid-cols-2 gap-3 border-line border-t bg-canvas px-4 py-3 sm:mx-0 sm:px-0">
          <Button
            size="large"
            variant="primary"
            icon={icons.approve}
            disabledReason={reasonOf(allowed.approve)}
            onClick={() => onChoose("approve")}
          >
            Approve
          </Button>
          <Button
            size="large"
            variant="danger"
            icon={icons.reject}
            disabledReason={reasonOf(allowed.reject)}
            onClick={() => onChoose("reject")}
          >
            Reject
          </Button>
        </div>
      )}
    </div>
  );
}

function reasonOf(answer: true | string): string | undefined {
  return answer === true ? undefined : answer;
}

function useIsSeen(element: RefObject<HTMLElement | null>): boolean {
  // Until the browser has looked there is no bar: it must not flash on a page that needs none.
  const [isSeen, setIsSeen] = useState(true);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(([entry]) => setIsSeen(entry?.isIntersecting ?? true), {
      rootMargin: "0px 0px -120px 0px",
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isSeen;
}
