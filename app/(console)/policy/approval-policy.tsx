import { PolicyProblems } from "#app/policy-problems.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";

type InForce = Awaited<ReturnType<typeof getApprovalPolicy>>;

/** Which path a request takes, rule by rule: the words of the very document that routes requests. */
export function ApprovalPolicy({ inForce }: { inForce: InForce }) {
  const { number, policy, rules, breakGlass, open, gone, problems } = inForce;
  return (
    <Section
      title="Approvals"
      description="A tool is used only after it was approved, for a time. The first rule that fits a request says who decides and for how long."
      actions={<LinkButton href="/policy/approval">History and changes</LinkButton>}
    >
      {gone.map(({ name, places }) => (
        <Callout key={name} meaning="danger" title={`It names the group ${name}, which is gone`}>
          <p className="[overflow-wrap:anywhere]">
            Nobody answers in its name: {places.join("; ")}. Change the policy so that it names others.
          </p>
        </Callout>
      ))}
      <PolicyProblems problems={problems} />
      {open !== null && (
        <Callout
          meaning="notice"
          title={open.state === "draft" ? "A change is being written" : "A change waits for a decision"}
        >
          {open.by.name} began version {open.number}.{" "}
          <TextLink href={`/policy/approval/${open.number}`}>Look at it</TextLink>
        </Callout>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="overflow-x-auto" aria-label="Approval rules in order" tabIndex={0}>
        <table className="w-full min-w-lg border-collapse">
          <thead>
            <tr className="text-left text-ink-muted text-small">
              <th className="w-8 py-1.5 font-strong">#</th>
              <th className="py-1.5 pr-4 font-strong">Rule</th>
              <th className="py-1.5 pr-4 font-strong">For</th>
              <th className="py-1.5 pr-4 font-strong">Who decides</th>
              <th className="py-1.5 pr-4 text-right font-strong">At most</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, index) => (
              <tr key={rule.id} className="border-line border-t align-top">
                <td className="py-2 text-ink-muted tabular-nums">{index + 1}</td>
                <th scope="row" className="py-2 pr-4 text-left font-normal">
                  {rule.name}
                  {rule.gone.map((name) => (
                    <span key={name} className="block text-danger text-small">
                      {name} is gone
                    </span>
                  ))}
                </th>
                <td className="py-2 pr-4 text-ink-muted">{rule.isFor}</td>
                <td className="py-2 pr-4">{rule.path}</td>
                <td className="whitespace-nowrap py-2 pr-4 text-right tabular-nums">
                  {rule.daysMax} {rule.daysMax === 1 ? "day" : "days"}
                </td>
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
        <li>
          A request that nobody answers within {policy.answer.withinDays} working days expires. No response is
          not approval.
        </li>
        <li>Break glass: {breakGlass.join(" ")}</li>
      </ul>
      <p className="mt-3 text-ink-faint text-small">
        {number === 0 ? "The policy that Steward starts with." : `Version ${number}.`} Each request keeps the
        version it was submitted under.
      </p>
    </Section>
  );
}
