import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ProblemState } from "#app/problem-state.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DiffView } from "#components/ui/diff-view.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listGroups } from "#lib/identity/queries/list-groups.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";
import { BringBack } from "../bring-back.tsx";
import { noChangeBecause } from "../no-change-because.ts";
import { CadenceEffectSection } from "./cadence-effect.tsx";
import { partAnchor, placeInWords, ruleAnchor } from "./place-in-words.ts";
import { PolicyActions } from "./policy-actions.tsx";
import { PolicyDecision } from "./policy-decision.tsx";
import { PolicyEditor } from "./policy-editor.tsx";
import { PolicyEffectSections } from "./policy-effect.tsx";
import { VersionFacts } from "./version-facts.tsx";

interface Props {
  params: Promise<{ number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Approval policy, version ${(await params).number}` };
}

/** One version of the policy: what it changes, what is wrong with it, and what can be done with it now. */
export default async function PolicyVersionPage({ params }: Props) {
  const number = Number((await params).number);
  const found = await answer(async (actor) => {
    const version = await getPolicyVersion(actor, { number });
    const isEdited = version.allowed.edit === true;
    const people = isEdited ? await listUsers(actor, {}) : [];
    const { open } = await getApprovalPolicy(actor, {});
    return {
      version,
      noDraft: noChangeBecause(actor, open),
      people: people.filter(({ isActive }) => isActive),
      groups: isEdited ? await listGroups(actor, {}) : [],
    };
  });
  if (!found.ok) {
    // What cannot be a version's number names nothing.
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const { version, people, groups, noDraft } = found.data;
  const { document, lines, problems, allowed } = version;
  const isEdited = allowed.edit === true && document !== null;
  const isOpen = version.state === "draft" || version.state === "proposed";
  const before = version.basedOn === 0 ? "The starting policy" : `Version ${version.basedOn}`;
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <PageHeader
        breadcrumbs={[
          { label: "Policy", href: "/policy" },
          { label: "Approval policy", href: "/policy/approval" },
        ]}
        title={`Version ${version.number}`}
        meta={<StateBadge of="policy" state={version.state} />}
        actions={
          version.state === "superseded" ? (
            <BringBack number={version.number} refusal={noDraft} />
          ) : (
            <PolicyActions version={version} />
          )
        }
      />
      <VersionFacts version={version} now={pageTime()} />
      {problems.length > 0 && (
        <Callout
          meaning="danger"
          title={
            problems.length === 1
              ? "One thing stands in the way"
              : `${problems.length} things stand in the way`
          }
        >
          <ul className="list-disc pl-5">
            {problems.map(({ at, reason }) => (
              // Several may stand at one place.
              <li key={`${at} ${reason}`}>
                <ProblemPlace at={at} rules={isEdited ? document.rules : null} />: {reason}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {version.isLeftToAdministrators && (
        <Callout meaning="warning" title="Left to administrators">
          Nobody whom the policy in force asks about its changes is left to decide on this one. One
          administrator proposes it and another decides; the audit trail says that it was so.
        </Callout>
      )}
      <Section
        title="What it changes"
        description={`Against ${before.toLowerCase()}, which it was begun from.`}
      >
        {lines === null ? (
          <p className="text-ink-muted">It was written for another Steward, and cannot be compared.</p>
        ) : (
          <DiffView lines={lines} before={before} after={`Version ${version.number}`} layout="unified" />
        )}
      </Section>
      {isOpen && document !== null && (
        <Suspense fallback={<Skeleton className="h-24 w-full" />}>
          <PolicyEffectSections number={version.number} />
          <CadenceEffectSection number={version.number} />
        </Suspense>
      )}
      {isEdited && (
        <PolicyEditor
          number={version.number}
          version={version.version}
          saved={document}
          summary={version.summary}
          problems={problems}
          people={people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
          groups={groups.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {version.state === "proposed" && <PolicyDecision version={version} />}
    </div>
  );
}

/** The place in words, leading to where it can be mended; of what is not on the page, the words alone. */
function ProblemPlace({ at, rules }: { at: string; rules: readonly { id: string }[] | null }) {
  const [part, index] = at.split(".");
  const rule = part === "rules" ? rules?.[Number(index)] : undefined;
  const words = placeInWords(at);
  const anchor = rule === undefined ? partAnchor(at) : ruleAnchor(rule.id);
  if (rules === null || anchor === null) return <span className="text-ink">{words}</span>;
  return <TextLink href={`#${anchor}`}>{words}</TextLink>;
}
