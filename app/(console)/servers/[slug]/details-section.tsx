import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { DetailsFields } from "./details-fields.tsx";
import { updateServerAction } from "./record-actions.ts";

interface Props {
  server: ServerPage;
  roles: readonly { id: string; name: string }[];
  isAdmin: boolean;
  now: string;
}

/** What is on record about the server itself. */
export function DetailsSection({ server, roles, isAdmin, now }: Props) {
  const { allowed } = server;
  return (
    <Section
      title="Details"
      actions={
        <FormDialog
          action={updateServerAction}
          label="Edit"
          buttonSize="small"
          disabledReason={allowed.edit === true ? undefined : allowed.edit}
          title="Edit the details"
          size="large"
          submitLabel="Save"
        >
          <DetailsFields server={server} roles={isAdmin ? roles : null} />
        </FormDialog>
      }
    >
      <Facts items={facts(server, now)} />
    </Section>
  );
}

function facts(server: ServerPage, now: string) {
  const { serverRole } = server;
  return [
    { label: "Purpose", value: server.purpose },
    { label: "Environment", value: inWords(server.environment) },
    { label: "Criticality", value: inWords(server.criticality) },
    { label: "Team", value: server.team ?? <None /> },
    {
      label: "Data classes",
      value: (
        <InlineList
          items={server.dataClasses.map((name) => ({ key: name, item: <Tag>{inWords(name)}</Tag> }))}
          none="None named"
        />
      ),
    },
    {
      label: "Tags",
      value: (
        <InlineList items={server.tags.map((tag) => ({ key: tag, item: <Tag>{tag}</Tag> }))} none="None" />
      ),
    },
    serverRole === null
      ? { label: "Server role", value: <None />, hint: "Without a role, nothing says how much is too much." }
      : {
          label: "Server role",
          value: serverRole.name,
          hint: `At most: ${IMPACT_WORDS[serverRole.maxImpact].toLowerCase()}, ${serverRole.maxScopeBreadth} scopes, credentials of ${serverRole.maxCredentialDays} days`,
        },
    {
      label: "Next review",
      value:
        server.nextReviewOn === null ? <None /> : <Time at={`${server.nextReviewOn}T23:59:59Z`} now={now} />,
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
