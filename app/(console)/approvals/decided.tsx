"use client";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DecidedOne } from "#lib/approvals/decide-many.ts";

export interface DecidedTogether {
  message: string;
  rows: readonly DecidedOne[];
}

const STATES = {
  applied: "approved, and in force",
  pending: "your approval counts; others still have to decide",
  rejected: "rejected",
} as const;

/** What became of each request that was decided together, said where it stays: the rows themselves are gone. */
export function Decided({ decided, onClose }: { decided: DecidedTogether | null; onClose: () => void }) {
  return (
    <div role="status" className="contents">
      {decided !== null && (
        <Callout
          meaning={decided.rows.every(({ outcome }) => outcome.ok) ? "good" : "warning"}
          title={decided.message}
          actions={
            <Button size="small" onClick={onClose}>
              Dismiss
            </Button>
          }
        >
          <ul className="list-disc pl-4">
            {decided.rows.map(({ id, title, outcome }) => (
              <li key={id}>
                <TextLink href={`/approvals/${id}`}>{title}</TextLink>:{" "}
                {outcome.ok ? STATES[outcome.state] : `not decided. ${outcome.reason}`}
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}
