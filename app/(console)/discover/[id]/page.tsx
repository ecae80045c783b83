import type { Metadata } from "next";
import { GovernanceFields } from "#app/governance-fields.tsx";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { bareName } from "#lib/discovery/bare-name.ts";
import { SEARCH_CHARS_MIN } from "#lib/discovery/input.ts";
import { getCandidate } from "#lib/discovery/queries/get-candidate.ts";
import { listCandidateChanges } from "#lib/discovery/queries/list-candidate-changes.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { EndClaimDialog } from "../end-claim-dialog.tsx";
import { CandidateFacts } from "./candidate-facts.tsx";
import { DismissDialog } from "./dismiss-dialog.tsx";
import { MergeSection } from "./merge-section.tsx";
import { PlaceHistory } from "./place-history.tsx";
import { RegisterForm } from "./register-form.tsx";
import { RestoreButton } from "./restore-button.tsx";

export const metadata: Metadata = { title: "Candidate" };

const SIMILAR_SHOWN = 5;

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ find?: string }>;
}

/** One candidate: what was found, and the questions that make it a governed server. */
export default async function CandidatePage({ params, searchParams }: Props) {
  const [{ id }, { find: wanted }] = await Promise.all([params, searchParams]);
  const found = await answer(async (actor) => {
    const [candidate, changes, people, roles] = await Promise.all([
      getCandidate(actor, { candidateId: id }),
      listCandidateChanges(actor, { candidateId: id }),
      listUsers(actor, {}),
      listServerRoles(actor, {}),
    ]);
    const find = (wanted ?? bareName(candidate.package?.name ?? candidate.name)).slice(0, 100);
    const isSearched = candidate.state === "discovered" && find.trim().length >= SEARCH_CHARS_MIN;
    const similar = isSearched ? (await listServers(actor, { q: find, limit: SIMILAR_SHOWN })).items : [];
    const refusal = permitted(actor, "candidate:register");
    return {
      candidate,
      changes,
      people: people.filter((person) => person.isActive),
      roles,
      find,
      similar,
      refusal,
    };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { candidate, changes, people, roles, find, similar, refusal } = found.data;
  const isOpen = candidate.state === "discovered";
  const now = pageTime();
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Discover", href: "/discover" }]}
        title={candidate.name}
        sentence={isOpen ? "Found in client files; nobody governs it yet." : settledSentence(candidate)}
        actions={refusal === null ? <Actions candidate={candidate} /> : undefined}
      />
      {candidate.server !== null && (
        <Callout meaning="good" title="This server is governed">
          It is registered as{" "}
          <TextLink href={`/servers/${candidate.server.slug}`}>{candidate.server.name}</TextLink>.
        </Callout>
      )}
      {candidate.returnedBecause.length > 0 && (
        <Callout meaning="warning" title="It came back, because something changed">
          <ul className="list-disc pl-5">
            {candidate.returnedBecause.map((change) => (
              <li key={change}>{change}.</li>
            ))}
          </ul>
        </Callout>
      )}
      {isOpen && candidate.claim !== null && (
        <Callout meaning="notice" title={`${candidate.claim.by.name} says that it is theirs`}>
          <p>{candidate.claim.reason}</p>
          {refusal === null && <EndClaimDialog candidateId={candidate.id} isOwn={false} />}
        </Callout>
      )}
      {candidate.goneAt !== null && (
        <Callout meaning="notice" title="It is seen nowhere any more">
          Every file that showed it was read again without it.
        </Callout>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <CandidateFacts candidate={candidate} now={now} />
          <PlaceHistory candidate={candidate} changes={changes} now={now} />
        </div>
        {isOpen && refusal !== null && (
          <Callout meaning="notice" title="You may look, and not decide">
            {refusal}
          </Callout>
        )}
        {isOpen && refusal === null && (
          <div className="grid min-w-0 grid-cols-1 gap-6">
            <MergeSection
              candidateId={candidate.id}
              identityDigest={candidate.identityDigest}
              name={candidate.name}
              find={find}
              servers={similar}
            />
            <Section title="Register it" description="From here on somebody answers for it.">
              <RegisterForm candidateId={candidate.id} identityDigest={candidate.identityDigest}>
                <GovernanceFields
                  defaults={{ name: candidate.name, ownerId: candidate.claim?.by.id ?? null }}
                  people={people.map(({ id: value, name, email }) => ({ value, label: name, hint: email }))}
                  roles={roles.map((role) => ({ value: role.id, label: role.name }))}
                />
              </RegisterForm>
            </Section>
          </div>
        )}
      </div>
    </>
  );
}

function Actions({ candidate }: { candidate: { id: string; name: string; state: string } }) {
  if (candidate.state === "discovered")
    return <DismissDialog candidateId={candidate.id} name={candidate.name} />;
  return candidate.state === "dismissed" ? <RestoreButton candidateId={candidate.id} /> : null;
}

function settledSentence(candidate: { state: string; stateReason: string | null }): string {
  if (candidate.state === "dismissed") return `Dismissed: ${candidate.stateReason ?? "no reason kept"}`;
  return candidate.stateReason === null ? "Registered." : `${candidate.stateReason}.`;
}
