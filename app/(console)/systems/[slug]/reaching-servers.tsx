import { Server } from "lucide-react";
import Link from "next/link";
import { inWords } from "#app/in-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { SystemPage } from "#lib/inventory/queries/get-system.ts";
import type { listSystemServers } from "#lib/inventory/queries/list-system-servers.ts";

interface Props {
  system: SystemPage;
  servers: Awaited<ReturnType<typeof listSystemServers>>;
  isFirstPage: boolean;
}

/** Which servers reach the system, a page at a time. */
export function ReachingServers({ system, servers, isFirstPage }: Props) {
  const { items, nextCursor } = servers;
  return (
    <Section
      title="Servers that reach it"
      flush
      actions={
        <>
          {!isFirstPage && <LinkButton href={`/systems/${system.slug}`}>First page</LinkButton>}
          {nextCursor !== null && (
            <LinkButton href={`/systems/${system.slug}?cursor=${nextCursor}`}>Next page</LinkButton>
          )}
          <LinkButton href={`/servers?systemId=${system.id}`}>Show in the servers list</LinkButton>
        </>
      }
    >
      {items.length === 0 ? (
        <EmptyState icon={<Server />} title="No server is known to reach it">
          Link it on a server's Systems tab.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((server) => (
            <li key={server.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-56">
                <Link href={`/servers/${server.slug}?tab=systems`} className="font-strong hover:underline">
                  {server.name}
                </Link>
                <p className="text-ink-muted text-small">
                  {server.owner === null ? "No owner" : server.owner.name}
                  {server.note === null ? "" : ` · ${server.note}`}
                </p>
              </div>
              <Tag>{inWords(server.environment)}</Tag>
              <span className="w-32">
                {server.enabledHighImpactCount === 0
                  ? "Reads only"
                  : `${server.enabledHighImpactCount} high impact`}
              </span>
              <StateBadge of="server" state={server.state} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
