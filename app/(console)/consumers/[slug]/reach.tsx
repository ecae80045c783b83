import { inWords } from "#app/in-words.ts";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GrantView } from "#lib/grants/grant-view.ts";
import type { ReachedSystemItem } from "#lib/inventory/queries/list-reached-systems.ts";

interface Props {
  grants: readonly GrantView[];
  hasMore: boolean;
  isInactive: boolean;
  /** The servers it may use, by name, and whether there are more. */
  servers: { items: readonly { id: string; name: string }[]; hasMore: boolean };
  systems: readonly ReachedSystemItem[];
  now: string;
}

/** What a consumer may use now, and what stands behind it. */
export function Reach({ grants, hasMore, isInactive, servers, systems, now }: Props) {
  const byServer = Map.groupBy(systems, ({ serverId }) => serverId);
  const first = hasMore ? "The first 100, soonest end first." : "Soonest end first.";
  return (
    <>
      <Section
        title={isInactive ? "What it could use if it were active" : "What it may use"}
        description={isInactive ? `Approved, and denied while it is inactive. ${first}` : first}
        flush
      >
        {grants.length === 0 ? (
          <p className="px-4 py-3 text-ink-muted">
            {isInactive ? "Nothing." : "Nothing. Ask for its access on a server's Consumers tab."}
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {grants.map((grant) => (
              <li key={grant.id} className="grid gap-0.5 px-4 py-2.5">
                <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <TextLink href={`/servers/${grant.server.slug}?tab=consumers`}>
                    {grant.server.name}
                  </TextLink>
                  <span className="text-ink-muted">
                    ends <Time at={grant.expiresAt} now={now} />
                  </span>
                </span>
                <span>{grant.tool?.name ?? "Every enabled tool"}</span>
                <span className="text-ink-muted text-small">{grant.why}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Systems it reaches"
        description={
          servers.hasMore
            ? `Through the first ${servers.items.length.toLocaleString("en")} servers, by name, that it may use. There are more.`
            : "Through the servers it may use."
        }
        flush
      >
        {systems.length === 0 ? (
          <p className="px-4 py-3 text-ink-muted">
            {servers.hasMore
              ? "No system is linked to one of these."
              : "No system is linked to a server that it may use."}
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {servers.items.flatMap((server) =>
              (byServer.get(server.id) ?? []).map((system) => (
                <li key={`${server.id} ${system.id}`} className="flex flex-wrap gap-x-6 gap-y-1 px-4 py-2.5">
                  <span className="min-w-0 flex-1 basis-64">
                    <TextLink href={`/systems/${system.slug}`}>{system.name}</TextLink> through {server.name}
                  </span>
                  <InlineList
                    items={system.dataClasses.map((name) => ({
                      key: name,
                      item: <Tag>{inWords(name)}</Tag>,
                    }))}
                    none="No data class"
                  />
                </li>
              )),
            )}
          </ul>
        )}
      </Section>
    </>
  );
}
