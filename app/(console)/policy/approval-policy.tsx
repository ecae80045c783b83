import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { Section } from "#components/ui/section.tsx";
import { ANSWER_DAYS, POLICY_VERSION, route } from "#lib/approvals/route.ts";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";

/** Which path a request takes: computed by the same rule that routes requests, so the page cannot say otherwise. */
export function ApprovalPolicy() {
  return (
    <Section
      title="Approvals"
      description="A tool is used only after a person approved it, for a time. Its impact and its environment say who decides and for how long."
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="overflow-x-auto" aria-label="Approval path by impact and environment" tabIndex={0}>
        <table className="w-full min-w-lg border-collapse">
          <thead>
            <tr className="text-left text-ink-muted text-small">
              <th className="py-1.5 pr-4 font-strong">What the tool does</th>
              {ENVIRONMENTS.map((environment) => (
                <th key={environment} className="py-1.5 pr-4 font-strong">
                  {inWords(environment)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {IMPACTS.map((impact) => (
              <tr key={impact} className="border-line border-t">
                <th scope="row" className="py-2 pr-4 text-left font-normal">
                  <ImpactBadge impact={impact} />
                </th>
                {ENVIRONMENTS.map((environment) => {
                  const { stages, maxDurationDays } = route(impact, environment, []);
                  return (
                    <td key={environment} className="py-2 pr-4">
                      {stages.map(({ quorum, approverRole }) => `${quorum} ${approverRole}`).join(", then ")}
                      <span className="block text-ink-faint text-small">at most {maxDurationDays} days</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className="mt-3 grid max-w-prose list-disc gap-1 pl-5 text-ink-muted">
        <li>Nobody decides a request of their own, nor one they gain access by. Only people decide.</li>
        <li>
          An approval holds for what was seen. When the tool changes, its grant is suspended and asked anew.
        </li>
        <li>A request that nobody answers within {ANSWER_DAYS} days expires. No response is not approval.</li>
      </ul>
      <p className="mt-3 text-ink-faint text-small">
        Version {POLICY_VERSION}. Each request keeps the version it was submitted under.
      </p>
    </Section>
  );
}
