import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";

/** For a move or an extension: the grants it is about, and when each would end without it. */
export function WhatGoesOn({ request, now }: { request: RequestView; now: string }) {
  const isMove = request.kind === "move_to_production";
  if (!isMove && request.carriesOn.length === 0) return null;
  return (
    <Section
      title="What goes on"
      description={
        isMove
          ? "With the last approval the server is in production. What is named here stays in force, no longer than it would have; whatever else is in force by then is suspended and asked for again."
          : `With the last approval each of these lasts ${dayWords(request.approvedDays, "day")} from that moment.`
      }
    >
      {request.carriesOn.length === 0 ? (
        <p className="text-ink-muted">Nothing: the server moves alone.</p>
      ) : (
        <ul className="divide-y divide-line">
          {request.carriesOn.map(({ id, name, expiresAt }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
              <span className="break-all">{name}</span>
              <span className="text-ink-muted">
                {request.state === "pending" ? "ends" : "would have ended"} <Time at={expiresAt} now={now} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
