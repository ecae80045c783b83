import { ImpactBadge } from "#app/impact-badge.tsx";
import { Section } from "#components/ui/section.tsx";
import type { previewRequest } from "#lib/approvals/queries/preview-request.ts";

type Scopes = Awaited<ReturnType<typeof previewRequest>>["scopes"];

/** What each scope lets the server do, and why it counts as that. */
export function WhatScopesAllow({ scopes }: { scopes: Scopes }) {
  return (
    <Section title="What it allows">
      <ul className="grid gap-3">
        {scopes.map(({ name, impact, reasons }) => (
          <li key={name}>
            <div className="flex flex-wrap items-center gap-2">
              <code className="font-strong [overflow-wrap:anywhere]">{name}</code>
              <ImpactBadge impact={impact} />
            </div>
            <ul className="mt-1 list-disc pl-5 text-ink-muted">
              {reasons.map(({ rule, words }) => (
                <li key={`${rule} ${words}`}>{words}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}
