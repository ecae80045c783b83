import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { EditInPlace } from "#components/form/edit-in-place.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { DetailField, type EditableField } from "./detail-field.tsx";
import { updateServerAction } from "./record-actions.ts";

interface Props {
  server: ServerPage;
  roles: readonly { id: string; name: string }[];
  isAdmin: boolean;
  now: string;
}

/** What is on record about the server itself, each fact editable where it stands by who may. */
export function DetailsSection({ server, roles, isAdmin, now }: Props) {
  return (
    <Section title="Details">
      <Facts items={facts({ server, roles, isAdmin, now })} />
    </Section>
  );
}

function facts({ server, roles, isAdmin, now }: Props) {
  const { serverRole } = server;
  const may = server.allowed.edit === true ? undefined : server.allowed.edit;
  const editable = (field: EditableField, what: string, shown: React.ReactNode, refusal = may) => (
    <EditInPlace label={what} action={updateServerAction} shown={shown} disabledReason={refusal}>
      <DetailField field={field} server={server} roles={roles} />
    </EditInPlace>
  );
  const roleRefusal = may ?? (isAdmin ? undefined : "Only an administrator changes the server role.");
  return [
    { label: "Name", value: editable("name", "the name", server.name) },
    { label: "Purpose", value: editable("purpose", "the purpose", server.purpose) },
    { label: "Environment", value: editable("environment", "the environment", inWords(server.environment)) },
    { label: "Criticality", value: editable("criticality", "the criticality", inWords(server.criticality)) },
    { label: "Team", value: editable("team", "the team", server.team ?? <None />) },
    {
      label: "Data classes",
      value: editable(
        "dataClasses",
        "the data classes",
        <InlineList
          items={server.dataClasses.map((name) => ({ key: name, item: <Tag>{inWords(name)}</Tag> }))}
          none="None named"
        />,
      ),
    },
    {
      label: "Tags",
      value: editable(
        "tags",
        "the tags",
        <InlineList items={server.tags.map((tag) => ({ key: tag, item: <Tag>{tag}</Tag> }))} none="None" />,
      ),
    },
    serverRole === null
      ? {
          label: "Server role",
          value: editable("serverRoleId", "the server role", <None />, roleRefusal),
          hint: "Without a role, nothing says how much is too much.",
        }
      : {
          label: "Server role",
          value: editable("serverRoleId", "the server role", serverRole.name, roleRefusal),
          hint: `At most: ${IMPACT_WORDS[serverRole.maxImpact].toLowerCase()}, ${serverRole.maxScopeBreadth} scopes, credentials of ${serverRole.maxCredentialDays} days`,
        },
    {
      label: "Last review",
      value:
        server.lastReview === null ? (
          "Never"
        ) : (
          <TextLink href={`/reviews/${server.lastReview.id}`}>
            <Time at={`${server.lastReview.on}T12:00:00Z`} now={now} />
          </TextLink>
        ),
      hint: server.lastReview?.name,
    },
    {
      label: "Next review",
      value: editable(
        "nextReviewOn",
        "the next review",
        server.nextReviewOn === null ? <None /> : <Time at={`${server.nextReviewOn}T23:59:59Z`} now={now} />,
      ),
    },
    {
      label: "Last seen",
      value: server.lastSeenAt === null ? "Never" : <Time at={server.lastSeenAt} now={now} />,
    },
    {
      label: "Registered",
      value: <Time at={server.registeredAt} now={now} />,
      hint: server.registeredBy === null ? "By Steward" : `By ${server.registeredBy.name}`,
    },
  ];
}

function None() {
  return <span className="text-ink-faint">None</span>;
}
