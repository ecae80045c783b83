import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Person } from "#components/ui/person.tsx";
import { Card } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { getSystem, type SystemPage } from "#lib/inventory/queries/get-system.ts";
import { listSystemServers } from "#lib/inventory/queries/list-system-servers.ts";
import { toPersonOptions } from "../../servers/person-options.ts";
import { removeSystemAction, updateSystemAction } from "../actions.ts";
import { serversInWords } from "../servers-in-words.ts";
import { SystemFields } from "../system-fields.tsx";
import { ReachingServers } from "./reaching-servers.tsx";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ cursor?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `System ${(await params).slug}` };
}

/** One business system: what it holds, who answers for it, and which servers reach it. */
export default async function SystemPageView({ params, searchParams }: Props) {
  const { slug } = await params;
  const { cursor } = await searchParams;
  const found = await answer(async (actor) => {
    const system = await getSystem(actor, { slug });
    const [servers, people] = await Promise.all([
      listSystemServers(actor, { systemId: system.id, ...(cursor === undefined ? {} : { cursor }) }),
      listUsers(actor, {}),
    ]);
    return { system, servers, people: toPersonOptions(people) };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { system, servers, people } = found.data;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Systems", href: "/systems" }]}
        title={system.name}
        sentence={system.description}
        actions={
          <>
            <FormDialog
              action={updateSystemAction}
              label="Edit"
              icon={<Pencil aria-hidden="true" />}
              disabledReason={system.allowed.edit === true ? undefined : system.allowed.edit}
              title="Edit the system"
              description="When its data classes change, the tools of every server that reaches it are assessed again."
              submitLabel="Save"
            >
              <input type="hidden" name="systemId" value={system.id} />
              <input type="hidden" name="version" value={system.version} />
              <SystemFields people={people} system={system} />
            </FormDialog>
            <FormDialog
              action={removeSystemAction}
              label="Remove"
              disabledReason={system.allowed.remove === true ? undefined : system.allowed.remove}
              title={`Take ${system.name} off the record?`}
              description="No server reaches it. The audit trail keeps that it was here."
              size="small"
              submitLabel="Remove the system"
              isDangerous
            >
              <input type="hidden" name="systemId" value={system.id} />
            </FormDialog>
          </>
        }
      />
      <Card>
        <SystemFacts system={system} now={pageTime()} />
      </Card>
      <ReachingServers system={system} servers={servers} isFirstPage={cursor === undefined} />
    </>
  );
}

function SystemFacts({ system, now }: { system: SystemPage; now: string }) {
  return (
    <Facts
      columns={2}
      items={[
        {
          label: "Data classes",
          value: (
            <InlineList
              items={system.dataClasses.map((name) => ({ key: name, item: <Tag>{inWords(name)}</Tag> }))}
            />
          ),
        },
        { label: "Criticality", value: inWords(system.criticality) },
        {
          label: "Owner",
          value:
            system.owner === null ? (
              "Nobody named"
            ) : (
              <Person name={system.owner.name} detail={system.owner.email} />
            ),
        },
        { label: "Reached by", value: serversInWords(system.servers) },
        {
          label: "Highest impact",
          value:
            system.highestImpact === null ? "No enabled tool" : <ImpactBadge impact={system.highestImpact} />,
          hint: "Of the tools that servers reaching it have enabled.",
        },
        {
          label: "Address",
          value: system.url === null ? "None" : <TextLink href={system.url}>{system.url}</TextLink>,
        },
        { label: "Changed", value: <Time at={system.updatedAt} now={now} /> },
      ]}
    />
  );
}
