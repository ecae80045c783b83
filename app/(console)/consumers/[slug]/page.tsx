import type { Metadata } from "next";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { getConsumerUse } from "#lib/decisions/queries/get-consumer-use.ts";
import { seenClientName } from "#lib/discovery/client-name.ts";
import { listSeenServers } from "#lib/discovery/queries/list-seen-servers.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listGrantedServers } from "#lib/grants/queries/list-granted-servers.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { getConsumer } from "#lib/inventory/queries/get-consumer.ts";
import { listReachedSystems } from "#lib/inventory/queries/list-reached-systems.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { LastUse } from "../../last-use.tsx";
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
  const { consumer, grants, granted, systems, seenServers, grantedIds, people, use } = found.data;
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
            { label: "Last call", value: <LastUse use={use} now={now} /> },
          ]}
        />
      </Section>
      {consumer.seen !== null && <SeenUsing servers={seenServers} grantedIds={grantedIds} now={now} />}
      <Reach
        grants={grants.items}
        hasMore={grants.nextCursor !== null}
        isInactive={consumer.state === "inactive"}
        servers={granted}
        systems={systems}
        now={now}
      />
    </>
  );
}

async function gather(actor: PersonActor, slug: string) {
  const consumer = await getConsumer(actor, { slug });
  const [grants, granted, seenServers, people, use] = await Promise.all([
    listGrants(actor, { consumerId: consumer.id, kind: "access", limit: 100 }),
    listGrantedServers(actor, { consumerId: consumer.id }),
    consumer.seen === null ? [] : listSeenServers(actor, consumer.seen),
    listUsers(actor, {}),
    getConsumerUse(actor, { consumerId: consumer.id }),
  ]);
  // Asked of the servers shown: the list of all it may use has an end, and what is beyond it is approved too.
  const [systems, seenGranted] = await Promise.all([
    listReachedSystems(actor, { serverIds: granted.items.map(({ id }) => id) }),
    listGrantedServers(actor, { consumerId: consumer.id, serverIds: seenServers.map(({ id }) => id) }),
  ]);
  const grantedIds = new Set(seenGranted.items.map(({ id }) => id));
  return { consumer, grants, granted, systems, seenServers, grantedIds, people, use };
}
