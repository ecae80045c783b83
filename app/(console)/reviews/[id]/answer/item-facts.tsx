import { inWords } from "#app/in-words.ts";
import { RequestLink } from "#app/request-link.tsx";
import { SeverityBadge } from "#app/severity-badge.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";
import { peersInWords } from "./peer-words.ts";

interface Props {
  item: ReviewItemDetail;
  now: string;
}

/** What a reviewer needs to answer: what it is, how it is used, why it was given, until when, and what is wrong now. */
export function ItemFacts({ item, now }: Props) {
  return (
    <Facts
      items={[
        ...where(item),
        ...thing(item),
        ...used(item, now),
        whyItExists(item),
        inForce(item, now),
        ...others(item),
        ...reviewer(item),
        findingsFact(item),
      ]}
    />
  );
}

function where({ server, facts }: ReviewItemDetail): Fact[] {
  if (facts.server === undefined) return [];
  const { environment, criticality, team } = facts.server;
  const name =
    server.slug === null ? server.name : <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>;
  const words = [inWords(environment), `${criticality} criticality`, team ?? "no team"].join(", ");
  return [{ label: "Server", value: name, hint: words }];
}

function thing({ facts, server }: ReviewItemDetail): Fact[] {
  const { tool, consumer, scope, credential, about } = facts;
  if (tool !== null) {
    const digest = <Mono value={tool.digest} shown={`${tool.digest.slice(0, 19)}…`} label="digest" />;
    const hint = server.slug !== null && (
      <TextLink href={`/servers/${server.slug}/tools/${tool.id}`}>Read the definition</TextLink>
    );
    return [{ label: "Definition", value: digest, hint }];
  }
  if (consumer !== null) return [{ label: "Consumer", value: inWords(consumer.kind) }];
  if (scope !== null) {
    const hint = scope.system === null ? undefined : `in ${scope.system}`;
    return [{ label: "Breadth", value: inWords(scope.breadth), hint }];
  }
  if (credential != null) {
    const kept = `kept in ${inWords(credential.keptIn).toLowerCase()}`;
    const from = credential.issuer === null ? "" : `, from ${credential.issuer}`;
    return [{ label: "Credential", value: inWords(credential.kind), hint: kept + from }];
  }
  if (about == null) return [];
  return [
    { label: "Purpose on record", value: about.purpose },
    { label: "Role", value: about.role ?? <span className="text-ink-muted">No role</span> },
    {
      label: "Revocation path",
      value: about.revocationSteps === 0 ? "None" : `${about.revocationSteps} steps`,
    },
    ...(about.dataClasses.length === 0
      ? []
      : [{ label: "Data", value: about.dataClasses.map(inWords).join(", ") }]),
  ];
}

/** Absent where nobody reports use, so that "unused" would say nothing. */
function used({ useNow, facts }: ReviewItemDetail, now: string): Fact[] {
  if (facts.kind === "server" || facts.kind === "scope") return [];
  if (useNow === null) {
    return [{ label: "Used", value: <span className="text-ink-muted">Not reported</span> }];
  }
  const last =
    useNow.lastUsedAt === null ? (
      "never"
    ) : (
      <>
        last <Time at={useNow.lastUsedAt} now={now} />
      </>
    );
  if (facts.kind === "credential") return [{ label: "Used", value: last }];
  const count = `${useNow.count.toLocaleString("en")} ${useNow.count === 1 ? "call" : "calls"}`;
  return [
    {
      label: "Used",
      value:
        useNow.count === 0 ? (
          "Never"
        ) : (
          <>
            {count}, {last}
          </>
        ),
    },
  ];
}

function whyItExists({ facts, provenance }: ReviewItemDetail): Fact {
  const { request, kind } = facts;
  const label = "Why it exists";
  if (kind === "server") return { label, value: "It was registered for the purpose above." };
  if (kind === "credential") return { label, value: "The server signs in with it." };
  if (request === null)
    return { label, value: "It was found in force at an import; nobody asked for it here." };
  const by = provenance === null ? "" : `${provenance.requester} asked. ${approvedBy(provenance.approvers)} `;
  return {
    label,
    value: <RequestLink id={request.id}>{request.title}</RequestLink>,
    hint: `${by}“${request.justification}”`,
  };
}

function approvedBy(names: readonly string[]): string {
  return names.length === 0 ? "Policy approved it." : `${new Intl.ListFormat("en").format(names)} approved.`;
}

function inForce({ facts, changeable }: ReviewItemDetail, now: string): Fact {
  const endsAt = changeable.latestEnd ?? facts.expiresAt;
  const began = facts.kind === "server" ? "Registered" : facts.kind === "credential" ? "Recorded" : "Granted";
  return {
    label: "Since and until",
    value: (
      <>
        {began} <Time at={facts.grantedAt} now={now} />
        {endsAt !== null ? (
          <>
            , {endsAt > now ? "ends by itself" : "ended by itself"} <Time at={endsAt} now={now} />
          </>
        ) : (
          facts.kind !== "server" && ", never ends by itself"
        )}
      </>
    ),
  };
}

function others({ peers, facts }: ReviewItemDetail): Fact[] {
  return peers === null ? [] : [{ label: "Others like it", value: peersInWords(peers, facts) }];
}

/** Whoever may answer knows whose item it is. */
function reviewer(item: ReviewItemDetail): Fact[] {
  if (item.allowed.keep === true) return [];
  const person =
    item.reviewer === null ? <MissingPerson label="No reviewer" /> : <Person name={item.reviewer.name} />;
  return [{ label: "Reviewer", value: person }];
}

function findingsFact({ findingsNow: { shown, count }, server }: ReviewItemDetail): Fact {
  const value =
    count === 0 ? (
      <span className="text-ink-muted">None on {server.name}</span>
    ) : (
      <ul className="grid gap-1">
        {shown.map((finding) => (
          <li key={`${finding.rule} ${finding.summary}`} className="flex flex-wrap items-baseline gap-x-2">
            <SeverityBadge severity={finding.severity} />
            <span className="min-w-0 [overflow-wrap:anywhere]">{finding.summary}</span>
          </li>
        ))}
      </ul>
    );
  if (count === 0 || server.slug === null) return { label: "Open findings", value };
  const words = count > shown.length ? `All ${count} findings` : "Findings of this server";
  const hint = <TextLink href={`/servers/${server.slug}?tab=findings`}>{words}</TextLink>;
  return { label: "Open findings", value, hint };
}
