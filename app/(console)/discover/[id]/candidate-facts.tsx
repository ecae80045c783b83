import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CandidateView } from "#lib/discovery/candidate-view.ts";
import { clientName } from "#lib/discovery/client-name.ts";
import type { getCandidate } from "#lib/discovery/queries/get-candidate.ts";
import { connectionLine } from "../candidate-columns.tsx";

type FoundCandidate = Awaited<ReturnType<typeof getCandidate>>;

/** Everything that was found, before anybody is asked anything. */
export function CandidateFacts({ candidate, now }: { candidate: FoundCandidate; now: string }) {
  const { secrets, risks, sightings, tellers } = candidate;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-6">
      <Section title="What was found">
        <div className="grid grid-cols-1 gap-3">
          <CodeBlock code={connectionLine(candidate)} label="How it is reached" />
          <Facts items={facts(candidate, now)} />
        </div>
      </Section>
      {secrets.length > 0 && (
        <Section
          title="Secrets in configuration"
          description="Their values were never kept. Replace them where they stand, then rotate them."
        >
          <ul className="grid divide-y divide-line">
            {secrets.map((secret, index) => (
              <li
                // Two files may hold secrets that look alike here; they have no other name, and never move.
                // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity here
                key={index}
                className="flex flex-wrap justify-between gap-x-4 py-2"
              >
                <span className="font-strong">{secret.kind.replaceAll("-", " ")}</span>
                <code className="break-all">{secret.place}</code>
                <span className="text-ink-muted">{secret.lengthChars} characters</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {risks.map((risk) => (
        <Callout key={`${risk.id} ${risk.explanation}`} meaning="warning" title={risk.title}>
          {risk.explanation}
        </Callout>
      ))}
      <Section
        title="Seen in"
        description={sightings.length === 1 ? "One client file." : `${sightings.length} places.`}
      >
        <ul className="grid divide-y divide-line">
          {sightings.map((sighting) => (
            <li
              key={`${sighting.machine} ${sighting.client} ${sighting.path} ${sighting.declaredName}`}
              className="flex flex-wrap items-baseline justify-between gap-x-4 py-2"
            >
              <span>
                <span className="font-strong">{clientName(sighting.client)}</span>
                {sighting.machine !== "" && ` on ${sighting.machine}`} as {sighting.declaredName}
                {sighting.isDisabled && <span className="text-ink-muted"> (switched off there)</span>}
                <span className="block text-ink-muted text-small">
                  Told by {tellers[sighting.importId]?.name}
                </span>
              </span>
              <code className="min-w-0 break-all text-ink-muted">{sighting.path}</code>
              {sighting.goneAt === null ? (
                <Time at={sighting.lastSeenAt} now={now} className="text-ink-muted" />
              ) : (
                <span className="text-ink-muted">
                  Gone <Time at={sighting.goneAt} now={now} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function facts(candidate: CandidateView, now: string) {
  const { package: launched } = candidate;
  return [
    { label: "Transport", value: candidate.transport.replaceAll("_", " ") },
    ...(launched === null
      ? []
      : [
          {
            label: "Package",
            value: `${launched.name} (${launched.registry})`,
            hint: launched.version === null ? "No version is named" : `Version ${launched.version}`,
          },
        ]),
    {
      label: "Environment variables",
      value: (
        <InlineList
          items={candidate.environmentNames.map((name) => ({ key: name, item: <Tag>{name}</Tag> }))}
        />
      ),
    },
    { label: "First seen", value: <Time at={candidate.firstSeenAt} now={now} /> },
  ];
}
