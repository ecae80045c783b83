import { inWords } from "#app/in-words.ts";
import { RequestLink } from "#app/request-link.tsx";
import { SeverityBadge } from "#app/severity-badge.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";

interface Props {
  item: ReviewItemView;
  findings: readonly ServerFinding[];
  now: string;
}

/** What a reviewer needs to answer: why it was given, when, until when, and what is wrong now. */
export function ItemFacts({ item, findings, now }: Props) {
  return (
    <Facts
      items={[
        ...thing(item),
        whyItExists(item),
        inForce(item, now),
        ...reviewer(item),
        findingsFact(findings, item.server),
      ]}
    />
  );
}

function thing({ facts: { tool, consumer }, server }: ReviewItemView): Fact[] {
  if (tool !== null) {
    const digest = <Mono value={tool.digest} shown={`${tool.digest.slice(0, 19)}…`} label="digest" />;
    const hint = server.slug !== null && (
      <TextLink href={`/servers/${server.slug}/tools/${tool.id}`}>Read the definition</TextLink>
    );
    return [{ label: "Definition", value: digest, hint }];
  }
  if (consumer !== null) return [{ label: "Consumer", value: inWords(consumer.kind) }];
  return [];
}

function whyItExists({ facts: { request } }: ReviewItemView): Fact {
  const label = "Why it exists";
  if (request === null)
    return { label, value: "It was found in force at an import; nobody asked for it here." };
  return {
    label,
    value: <RequestLink id={request.id}>{request.title}</RequestLink>,
    hint: `“${request.justification}”`,
  };
}

function inForce({ facts }: ReviewItemView, now: string): Fact {
  return {
    label: "In force",
    value: (
      <>
        Granted <Time at={facts.grantedAt} now={now} />
        {facts.expiresAt !== null && (
          <>
            , {facts.expiresAt > now ? "ends by itself" : "ended by itself"}{" "}
            <Time at={facts.expiresAt} now={now} />
          </>
        )}
      </>
    ),
  };
}

/** Whoever may answer knows whose item it is. */
function reviewer(item: ReviewItemView): Fact[] {
  if (item.allowed.keep === true) return [];
  const person =
    item.reviewer === null ? <MissingPerson label="No reviewer" /> : <Person name={item.reviewer.name} />;
  return [{ label: "Reviewer", value: person }];
}

function findingsFact(findings: readonly ServerFinding[], server: ReviewItemView["server"]): Fact {
  const open = findings.filter((finding) => finding.state === "open");
  return {
    label: "Open findings",
    value:
      open.length === 0 ? (
        <span className="text-ink-muted">None on {server.name}</span>
      ) : (
        <ul className="grid gap-1">
          {open.slice(0, FINDINGS_SHOWN).map((finding) => (
            <li
              key={`${finding.rule} ${finding.subjectKey}`}
              className="flex flex-wrap items-baseline gap-x-2"
            >
              <SeverityBadge severity={finding.severity} />
              <span className="min-w-0 [overflow-wrap:anywhere]">{finding.summary}</span>
            </li>
          ))}
        </ul>
      ),
    ...(open.length === 0 || server.slug === null
      ? {}
      : {
          hint: (
            <TextLink href={`/servers/${server.slug}?tab=findings`}>
              {open.length > FINDINGS_SHOWN ? `All ${open.length} findings` : "Findings of this server"}
            </TextLink>
          ),
        }),
  };
}

const FINDINGS_SHOWN = 3;
