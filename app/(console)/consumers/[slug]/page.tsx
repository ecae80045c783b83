import type { Metadata } from "next";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { seenClientName } from "#lib/discovery/client-name.ts";
import { listSeenServers } from "#lib/discovery/queries/list-seen-servers.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { getConsumer } from "#lib/inventory/queries/get-consumer.ts";
import { listServerSystems } from "#lib/inventory/queries/list-server-systems.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { toPersonOptions } from "../../servers/person-options.ts";
import { updateConsumerAction } from "../actions.ts";
import { ConsumerFields } from "../consumer-fields.tsx";
import { Owner } from "../consumer-list.tsx";
import { ConsumerState } from "./consumer-state.tsx";
import { Reach } from "./reach.tsx";
import { SeenUsing } from "./seen-using.tsx";

export const metadata: Metadata = { title: "Consumer" };

/** One consumer: what it may use, and which systems it reaches by that. */
export default async function ConsumerDetailPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const found = await answer((actor) => gather(actor, slug));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { consumer, grants, systems, seenServers, people } = found.data;
  const now = pageTime();
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Consumers", href: "/consumers" }]}
        title={consumer.name}
        sentence={`${inWords(consumer.kind)}. It may use only what was approved for it.`}
        actions={
          <>
            <ConsumerState consumer={consumer} openGrants={grants.total} />
            <FormDialog
              action={updateConsumerAction}
              label="Edit"
              disabledReason={consumer.allowed.edit === true ? undefined : consumer.allowed.edit}
              title={`Edit ${consumer.name}`}
              submitLabel="Save"
            >
              <input type="hidden" name="consumerId" value={consumer.id} />
              <input type="hidden" name="version" value={consumer.version} />
              <ConsumerFields
                people={toPersonOptions(people)}
                mayChooseOwner={hasRole(found.actor, "admin")}
                consumer={{ name: consumer.name, kind: consumer.kind, ownerId: consumer.owner?.id ?? "" }}
              />
            </FormDialog>
          </>
        }
      />
      {consumer.deactivated !== null && (
        <Callout meaning="warning" title="Inactive: it may use nothing">
          {consumer.deactivated.reason}{" "}
          <span className="text-ink-muted">
            Since <Time at={consumer.deactivated.at} now={now} />.
          </span>
        </Callout>
      )}
      <Section title="On record">
        <Facts
          columns={3}
          items={[
            { label: "Kind", value: inWords(consumer.kind) },
            { label: "Owner", value: <Owner owner={consumer.owner} /> },
            ...(consumer.seen === null ? [] : [{ label: "Seen as", value: seenClientName(consumer.seen) }]),
            { label: "Added", value: <Time at={consumer.addedAt} now={now} /> },
          ]}
        />
      </Section>
      {consumer.seen !== null && (
        <SeenUsing
          servers={seenServers}
          grantedIds={new Set(grants.items.map(({ server }) => server.id))}
          now={now}
        />
      )}
      <Reach
        grants={grants.items}
        hasMore={grants.nextCursor !== null}
        isInactive={consumer.state === "inactive"}
        systems={systems}
        now={now}
      />
    </>
  );
}

/** Servers whose systems are looked up for the page. */
const SERVERS_SHOWN = 20;

async function gather(actor: PersonActor, slug: string) {
  const consumer = await getConsumer(actor, { slug });
  const grants = await listGrants(actor, { consumerId: consumer.id, kind: "access", limit: 100 });
  const servers = [...new Map(grants.items.map(({ server }) => [server.id, server])).values()];
  const systems = await Promise.all(
    servers.slice(0, SERVERS_SHOWN).map(async (server) => ({
      server,
      systems: await listServerSystems(actor, { serverId: server.id }),
    })),
  );
  const seenServers = consumer.seen === null ? [] : await listSeenServers(actor, consumer.seen);
  return { consumer, grants, systems, seenServers, people: await listUsers(actor, {}) };
}
