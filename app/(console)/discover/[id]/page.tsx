import type { Metadata } from "next";
import { GovernanceFields } from "#app/governance-fields.tsx";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { getCandidate } from "#lib/discovery/queries/get-candidate.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { CandidateFacts } from "./candidate-facts.tsx";
import { DismissDialog } from "./dismiss-dialog.tsx";
import { RegisterForm } from "./register-form.tsx";

export const metadata: Metadata = { title: "Candidate" };

/** One candidate: what was found, and the questions that make it a governed server. */
export default async function CandidatePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const found = await answer(async (actor) => {
    const [candidate, people, roles] = await Promise.all([
      getCandidate(actor, { candidateId: id }),
      listUsers(actor, {}),
      listServerRoles(actor, {}),
    ]);
    return { candidate, people: people.filter((person) => person.isActive), roles };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { candidate, people, roles } = found.data;
  const isOpen = candidate.state === "discovered";
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Discover", href: "/discover" }]}
        title={candidate.name}
        sentence={isOpen ? "Found in client files; nobody governs it yet." : settledSentence(candidate)}
        actions={isOpen ? <DismissDialog candidateId={candidate.id} name={candidate.name} /> : undefined}
      />
      {candidate.server !== null && (
        <Callout meaning="good" title="This server is governed">
          It is registered as{" "}
          <TextLink href={`/servers/${candidate.server.slug}`}>{candidate.server.name}</TextLink>.
        </Callout>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <CandidateFacts candidate={candidate} now={pageTime()} />
        {isOpen && (
          <Section title="Register it" description="From here on somebody answers for it.">
            <RegisterForm candidateId={candidate.id}>
              <GovernanceFields
                defaults={{ name: candidate.name }}
                people={people.map(({ id: value, name, email }) => ({ value, label: name, hint: email }))}
                roles={roles.map((role) => ({ value: role.id, label: role.name }))}
              />
            </RegisterForm>
          </Section>
        )}
      </div>
    </>
  );
}

function settledSentence(candidate: { state: string; stateReason: string | null }): string {
  return candidate.state === "dismissed"
    ? `Dismissed: ${candidate.stateReason ?? "no reason kept"}`
    : "Registered.";
}
