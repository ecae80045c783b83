import type { ReactNode } from "react";
import { DiffView } from "#components/ui/diff-view.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";
import { whoAskedForChanges } from "./who-asked-for-changes.ts";

type Replaced = NonNullable<RequestView["replaces"]>;

/** Of a request that took another's place: what was asked to be different, and what is. */
export function WhatDiffers({ request: { replaces } }: { request: RequestView }) {
  if (replaces === null) return null;
  const { changesAsked, differences } = replaces;
  const facts = factsOf(differences);
  if (changesAsked === null && facts.length === 0 && differences.justification === null) return null;
  return (
    <Section title="What differs from the request before">
      <div className="grid grid-cols-1 gap-4">
        {changesAsked !== null && (
          <div>
            <h3 className="mb-1 [overflow-wrap:anywhere]">{whoAskedForChanges(changesAsked)}:</h3>
            <blockquote
              dir="auto"
              className="max-w-prose whitespace-pre-wrap border-line-strong border-l-2 pl-3 [overflow-wrap:anywhere] [unicode-bidi:isolate]"
            >
              {changesAsked.body}
            </blockquote>
          </div>
        )}
        {facts.length > 0 && <Facts items={facts} />}
        {differences.justification === null ? (
          facts.length === 0 && (
            <p className="text-ink-muted">
              Nothing else differs: the same is asked, for as long, for the same reason.
            </p>
          )
        ) : (
          <div>
            <h3 className="mb-1">Justification</h3>
            <DiffView lines={differences.justification} before="The request before" after="This request" />
          </div>
        )}
      </div>
    </Section>
  );
}

function factsOf({ added, removed, changed, durationDays }: Replaced["differences"]) {
  const facts: { label: string; value: ReactNode }[] = [];
  for (const [label, things] of [
    ["Added", added],
    ["Taken away", removed],
    ["Changed since", changed],
  ] as const) {
    if (things.length > 0) facts.push({ label, value: <Things things={things} /> });
  }
  if (durationDays !== null) {
    facts.push({
      label: "Duration",
      value: `${dayWords(durationDays.after, "day")}, before it was ${dayWords(durationDays.before, "day")}`,
    });
  }
  return facts;
}

const KINDS = { tool: "tool", access: "consumer", scope: "scope" } as const;

function Things({ things }: { things: Replaced["differences"]["added"] }) {
  return (
    <ul>
      {things.map(({ kind, id, name }) => (
        <li key={`${kind} ${id}`}>
          <span className={kind === "access" ? "[overflow-wrap:anywhere]" : "break-all font-mono"}>
            {name}
          </span>{" "}
          <span className="text-ink-muted">({KINDS[kind]})</span>
        </li>
      ))}
    </ul>
  );
}
