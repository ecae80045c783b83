import { StateBadge } from "#app/state-badge.tsx";
import { Time } from "#components/ui/time.tsx";
import type { IntrospectionDrift, IntrospectionView } from "#lib/discovery/introspection-view.ts";
import { driftWords, offerWords } from "../drift-words.ts";

const NAMES_SHOWN = 30;

/** One look: when, by whom, what it found, and what had changed, by name. */
export function LookLine({ look, now }: { look: IntrospectionView; now: string }) {
  const names = look.drift === null ? [] : changedNames(look.drift);
  return (
    <li className="grid gap-1 px-4 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <StateBadge of="introspection" state={look.state} isQuiet />
        <Time at={look.finishedAt ?? look.askedAt} now={now} />
        <span className="text-ink-faint text-small">asked by {look.askedByName}</span>
      </div>
      {look.state === "failed" && <p className="text-pretty">{look.errorMessage}</p>}
      {look.state === "succeeded" && (
        <p className="text-ink-muted">
          {offerWords(look)}. {driftWords(look.drift)}.
        </p>
      )}
      {names.length > 0 && (
        <ul className="grid gap-0.5 text-small">
          {names.slice(0, NAMES_SHOWN).map(({ what, name }) => (
            <li key={`${what} ${name}`} className="flex flex-wrap gap-x-2">
              <span className="w-40 shrink-0 text-ink-faint">{what}</span>
              <code className="min-w-0 [overflow-wrap:anywhere]">{name}</code>
            </li>
          ))}
          {names.length > NAMES_SHOWN && (
            <li className="text-ink-faint">and {names.length - NAMES_SHOWN} more</li>
          )}
        </ul>
      )}
    </li>
  );
}

function changedNames(drift: IntrospectionDrift): { what: string; name: string }[] {
  const all = (what: string, names: readonly string[] = []) => names.map((name) => ({ what, name }));
  return [
    ...drift.changed
      .filter(({ severity }) => severity === "material")
      .map(({ name }) => ({ what: "changed materially", name })),
    ...drift.renamed.map(({ from, to }) => ({ what: "renamed", name: `${from} → ${to}` })),
    ...all("added", drift.added),
    ...all("removed", drift.removed),
    ...drift.changed
      .filter(({ severity }) => severity === "cosmetic")
      .map(({ name }) => ({ what: "changed cosmetically", name })),
    ...all("resource added", drift.resources?.added),
    ...all("resource removed", drift.resources?.removed),
    ...all("template added", drift.templates?.added),
    ...all("template removed", drift.templates?.removed),
    ...all("prompt added", drift.prompts?.added),
    ...all("prompt removed", drift.prompts?.removed),
  ];
}
