"use client";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";

export interface ChangeOutcome {
  message: string;
  /** What was left as it is, and why. */
  refused: readonly { id: string; name: string; reason: string }[];
}

/** What became of a change of many, said where it stays: the rows themselves may be gone from the list. */
export function Changed({ outcome, onClose }: { outcome: ChangeOutcome | null; onClose: () => void }) {
  return (
    <div role="status" className="contents">
      {outcome !== null && (
        <Callout
          meaning={outcome.refused.length === 0 ? "good" : "warning"}
          title={outcome.message}
          actions={
            <Button size="small" onClick={onClose}>
              Dismiss
            </Button>
          }
        >
          {outcome.refused.length > 0 && (
            <ul className="list-disc pl-4">
              {outcome.refused.map(({ id, name, reason }) => (
                <li key={id}>
                  {name}: {reason}
                </li>
              ))}
            </ul>
          )}
        </Callout>
      )}
    </div>
  );
}
