import type { ReactNode } from "react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { type PolicyEffect, previewPolicyEffect } from "#lib/approvals/queries/preview-policy-effect.ts";
import { answer, pageTime } from "#lib/doors/page.ts";

/** What a version would mean for what waits and what is in force: before anybody proposes or approves it. */
export async function PolicyEffectSections({ number }: { number: number }) {
  const found = await answer((actor) => previewPolicyEffect(actor, { number }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { requests, grants } = found.data;
  return (
    <>
      <Section title="Pending requests that would need more" description={requestsSaid(requests)} flush>
        <Affected isEmpty={requests.count === 0} good="No pending request would need more">
          {requests.items.map(({ id, title, impact, reasons }) => (
            <Row key={id} reasons={reasons}>
              <TextLink href={`/approvals/${id}`}>{title}</TextLink>
              <ImpactBadge impact={impact} />
            </Row>
          ))}
          <More count={requests.count - requests.items.length} />
        </Affected>
      </Section>
      <Section title="Grants that could not be given again" description={grantsSaid(grants)} flush>
        <Affected isEmpty={grants.count === 0} good="Every grant could be given again as it was">
          {grants.groups.map((group) => (
            <GrantGroup key={group.grants[0]?.id ?? group.impact} group={group} />
          ))}
          <More count={grants.count - grants.groups.reduce((total, { count }) => total + count, 0)} />
        </Affected>
      </Section>
    </>
  );
}

function GrantGroup({ group }: { group: PolicyEffect["grants"]["groups"][number] }) {
  return (
    <Row reasons={group.reasons}>
      <span className="font-medium">
        {number(group.count)} {group.count === 1 ? "grant" : "grants"}
      </span>
      <ImpactBadge impact={group.impact} />
      <Tag>{inWords(group.environment)}</Tag>
      <ul className="grid w-full gap-0.5 text-ink-muted text-small">
        {group.grants.map(({ id, name, server, expiresAt }) => (
          <li key={id}>
            {name ?? "Something that is gone"} on{" "}
            <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>, ends{" "}
            <Time at={expiresAt} now={pageTime()} />
          </li>
        ))}
        {group.count > group.grants.length && (
          <li>and {number(group.count - group.grants.length)} more of the same kind</li>
        )}
      </ul>
    </Row>
  );
}

function Affected({ isEmpty, good, children }: { isEmpty: boolean; good: string; children: ReactNode }) {
  if (!isEmpty) return <ul className="divide-y divide-line">{children}</ul>;
  return (
    <p className="px-4 py-3">
      <Status meaning="good">{good}</Status>
    </p>
  );
}

function Row({ reasons, children }: { reasons: readonly string[]; children: ReactNode }) {
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-2.5 md:grid-cols-[2fr_3fr]">
      <div className="flex min-w-0 flex-wrap content-start items-baseline gap-x-2 gap-y-1">{children}</div>
      <ul className="grid content-start gap-0.5 text-ink-muted">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </li>
  );
}

function More({ count }: { count: number }) {
  return count > 0 ? <li className="px-4 py-2.5 text-ink-muted">and {number(count)} more</li> : null;
}

function requestsSaid({ pending, isCapped, count }: PolicyEffect["requests"]): string {
  const part = isCapped ? ` of the gravest ${number(pending)}` : ` of ${number(pending)}`;
  return `${number(count)}${part}. They keep the path that they were asked with; withdraw one and ask again to have more people look at it.`;
}

function grantsSaid({ inForce, isCapped, count }: PolicyEffect["grants"]): string {
  const part = isCapped ? " Only a part of them was looked at." : "";
  return `${number(count)} of ${number(inForce)} in force. They run until they end, and could not be asked for like this again.${part}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
