import { inWords } from "#app/in-words.ts";
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
  server: { slug: string; name: string };
  findings: readonly ServerFinding[];
  now: string;
}

/** What a reviewer needs to answer: why it was given, when, until when, and what is wrong now. */
export function ItemFacts({ item, server, findings, now }: Props) {
  const { facts } = item;
  return (
    <Facts items={[...whatIs(item), ...times(item, now), reviewer(item), findingsFact(findings, server)]} />
  );

  function whatIs({ facts: { tool, consumer } }: ReviewItemView): Fact[] {
    return [
      ...(tool === null
        ? []
        : [
            {
              label: "Definition",
              value: <Mono value={tool.digest} shown={`${tool.digest.slice(0, 19)}…`} label="digest" />,
              hint: (
                <TextLink href={`/servers/${server.slug}/tools/${tool.id}`}>Read the definition</TextLink>
              ),
            },
          ]),
      ...(consumer === null
        ? []
        : [{ label: "Consumer", value: consumer.name, hint: inWords(consumer.kind) }]),
      {
        label: "Why it exists",
        value:
          facts.request === null ? (
            "It was found in force at an import; nobody asked for it here."
          ) : (
            <TextLink href={`/approvals/${facts.request.id}`}>{facts.request.title}</TextLink>
          ),
        ...(facts.request === null ? {} : { hint: `“${facts.request.justification}”` }),
      },
    ];
  }
}

function times({ facts }: ReviewItemView, now: string): Fact[] {
  return [
    { label: "Granted", value: <Time at={facts.grantedAt} now={now} /> },
    {
      label: facts.expiresAt > now ? "Ends by itself" : "Ended by itself",
      value: <Time at={facts.expiresAt} now={now} />,
    },
  ];
}

function reviewer(item: ReviewItemView): Fact {
  return {
    label: "Reviewer",
    value:
      item.reviewer === null ? <MissingPerson label="No reviewer" /> : <Person name={item.reviewer.name} />,
  };
}

function findingsFact(findings: readonly ServerFinding[], server: Props["server"]): Fact {
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
    ...(open.length === 0
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
