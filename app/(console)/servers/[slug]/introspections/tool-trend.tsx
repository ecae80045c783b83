import { Section } from "#components/ui/section.tsx";
import type { IntrospectionView } from "#lib/discovery/introspection-view.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";

const BAR_HEIGHT_PX = 64;

/** How many tools it offered at each answered look of this page, oldest first: bars, and the same in words. */
export function ToolTrend({ looks }: { looks: readonly IntrospectionView[] }) {
  const answered = looks.filter((look) => look.toolCount !== null).toReversed();
  const counts = answered.map((look) => look.toolCount ?? 0);
  const [first, last] = [counts[0], counts.at(-1)];
  if (first === undefined || last === undefined || counts.length < 2) return null;
  const most = Math.max(1, ...counts);
  return (
    <Section
      title="Tools over time"
      description={`${first} at first, ${last} at last, ${Math.min(...counts)} to ${Math.max(...counts)} in between.`}
    >
      <ol className="flex items-end gap-1" aria-label="Tools offered at each look, oldest first">
        {answered.map((look) => (
          <li key={look.id} className="grid min-w-2 max-w-8 flex-1 gap-0.5 text-center">
            <span
              aria-hidden="true"
              className="rounded-small bg-accent"
              style={{
                height: `${Math.max(2, Math.round(((look.toolCount ?? 0) / most) * BAR_HEIGHT_PX))}px`,
              }}
            />
            <span className="text-ink-muted text-small tabular-nums">
              {look.toolCount}
              <span className="sr-only"> tools on {dayInWords(look.askedAt.slice(0, 10))}</span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
