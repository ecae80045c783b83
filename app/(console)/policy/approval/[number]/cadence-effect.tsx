import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer } from "#lib/doors/page.ts";
import { type CadenceEffect, previewReviewCadence } from "#lib/policy/queries/preview-review-cadence.ts";

/** When servers would be reviewed under a version, before anybody proposes or approves it; nothing where it stays the same. */
export async function CadenceEffectSection({ number }: { number: number }) {
  const found = await answer((actor) => previewReviewCadence(actor, { number }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  if (found.data === null) return null;
  const effect = found.data;
  return (
    <Section title="Reviews that would be due on another day" description={said(effect)} flush>
      {effect.longOverdue > 0 && (
        <div className="px-4 py-3">
          <Callout meaning="warning" title="Grants would be suspended">
            {servers(effect.longOverdue)} with high-impact tools {effect.longOverdue === 1 ? "is" : "are"}{" "}
            overdue by {effect.suspendAfterDays} days already. Their owners are told first; where it is a mass
            of grants, a person who had no hand in this version is asked before.
          </Callout>
        </div>
      )}
      {effect.kinds.length > 0 && <Kinds effect={effect} />}
    </Section>
  );
}

function Kinds({ effect: { kinds, kindCount } }: { effect: CadenceEffect }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="overflow-x-auto" aria-label="Servers by what they are" tabIndex={0}>
      <table className="w-full min-w-lg border-collapse">
        <thead>
          <tr className="text-left text-ink-muted text-small">
            <th className="px-4 py-1.5 font-strong">Servers</th>
            <th className="px-4 py-1.5 text-right font-strong">Every, now</th>
            <th className="px-4 py-1.5 text-right font-strong">Every, then</th>
            <th className="px-4 py-1.5 text-right font-strong">Sooner</th>
            <th className="px-4 py-1.5 text-right font-strong">Later</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ environment, criticality, impact, before, after, servers: count, sooner, later }) => (
            <tr key={`${environment}/${criticality}/${impact}`} className="border-line border-t">
              <th scope="row" className="px-4 py-2 text-left font-normal">
                {servers(count)} in {environment}, {criticality} criticality,{" "}
                {impact === null ? "nothing enabled" : inWords(impact).toLowerCase()}
              </th>
              <td className="px-4 py-2 text-right tabular-nums">{before} days</td>
              <td className="px-4 py-2 text-right tabular-nums">{after} days</td>
              <td className="px-4 py-2 text-right tabular-nums">{sooner.toLocaleString("en")}</td>
              <td className="px-4 py-2 text-right tabular-nums">{later.toLocaleString("en")}</td>
            </tr>
          ))}
          {kindCount > kinds.length && (
            <tr className="border-line border-t">
              <td colSpan={5} className="px-4 py-2 text-ink-muted">
                and {kindCount - kinds.length} more kinds
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function said({ sooner, later, warnDays }: CadenceEffect): string {
  return `${servers(sooner)} sooner, never within ${warnDays} days of the change, and ${servers(later)} later. What is overdue stays overdue, unless this asks for it later; a sooner day that somebody chose stays.`;
}

function servers(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "server" : "servers"}`;
}
