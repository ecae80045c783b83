import { FileSearch } from "lucide-react";
import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { listSeenClients, type SeenClientItem } from "#lib/discovery/queries/list-seen-clients.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listConsumers } from "#lib/inventory/queries/list-consumers.ts";
import { hasRole } from "#lib/kernel/actor.ts";
import { toPersonOptions } from "../../servers/person-options.ts";
import { LinkSeen } from "./link-seen.tsx";
import { RegisterSeen } from "./register-seen.tsx";

export const metadata: Metadata = { title: "Clients seen in files" };

/** Which clients on which machines use servers, whether or not anybody put them on record. */
export default async function SeenClientsPage({
  searchParams,
}: {
  searchParams: Promise<{ cursor?: string }>;
}) {
  const { cursor } = await searchParams;
  const found = await answer((actor) =>
    Promise.all([
      listSeenClients(actor, { cursor }),
      listUsers(actor, {}),
      // Others than administrators link their own, which may stand beyond the first hundreds of all.
      listConsumers(actor, hasRole(actor, "admin") ? {} : { ownerId: actor.userId }),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [{ items, nextCursor }, people, consumers] = found.data;
  const now = pageTime();
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Consumers", href: "/consumers" }]}
        title="Clients seen in files"
        sentence="Configuration files show which client reaches which server. On record, it can be given access, and what it uses without any stands out."
        actions={
          <>
            <LinkSeen clients={items} consumers={consumers.items} actor={found.actor} />
            <RegisterSeen clients={items} people={toPersonOptions(people)} actor={found.actor} />
          </>
        }
      />
      {items.length === 0 && (cursor !== undefined || nextCursor !== null) ? (
        <p className="text-ink-muted">No file of the clients on this page shows a server now.</p>
      ) : items.length === 0 ? (
        <EmptyState
          icon={<FileSearch />}
          title="No file shows a client"
          actions={<LinkButton href="/discover">Import client files</LinkButton>}
        >
          Import the configuration files that people's AI clients use.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-large border border-line bg-surface">
          {items.map((client) => (
            <SeenClient key={client.name} client={client} now={now} />
          ))}
        </ul>
      )}
      {(cursor !== undefined || nextCursor !== null) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          {cursor !== undefined && <LinkButton href="/consumers/seen">First page</LinkButton>}
          {nextCursor !== null && (
            <LinkButton href={`/consumers/seen?cursor=${nextCursor}`}>Next page</LinkButton>
          )}
        </nav>
      )}
    </>
  );
}

function SeenClient({ client: seen, now }: { client: SeenClientItem; now: string }) {
  const { client, machine, name, serverCount, candidateCount, lastSeenAt, consumer } = seen;
  const unregistered = new URLSearchParams({ client, ...(machine === "" ? {} : { machine }) });
  return (
    <li className="flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-64 break-words font-strong">{name}</span>
      <span className="basis-64">
        {serverCount === 1 ? "1 governed server" : `${serverCount.toLocaleString("en")} governed servers`}
        {candidateCount > 0 && (
          <>
            {", "}
            <TextLink href={`/discover?${unregistered}`}>
              {candidateCount.toLocaleString("en")} not registered
            </TextLink>
          </>
        )}
      </span>
      <span className="w-40 text-ink-muted">
        {lastSeenAt !== null && (
          <>
            Seen <Time at={lastSeenAt} now={now} />
          </>
        )}
      </span>
      <span className="basis-48">
        {consumer === null ? (
          <Status meaning="warning">Not on record</Status>
        ) : (
          <TextLink href={`/consumers/${consumer.slug}`}>{consumer.name}</TextLink>
        )}
      </span>
    </li>
  );
}
