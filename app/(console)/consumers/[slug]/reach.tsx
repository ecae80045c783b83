import { inWords } from "#app/in-words.ts";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GrantView } from "#lib/grants/grant-view.ts";
import type { ServerSystemItem } from "#lib/inventory/queries/list-server-systems.ts";

interface Props {
  grants: readonly GrantView[];
  hasMore: boolean;
  isInactive: boolean;
  systems: readonly { server: GrantView["server"]; systems: readonly ServerSystemItem[] }[];
  now: string;
}

/** What a consumer may use now, and what stands behind it. */
export function Reach({ grants, hasMore, isInactive, systems, now }: Props) {
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
      <Section title="Systems it reaches" description="Through the servers it may use." flush>
        {systems.every(({ systems: reached }) => reached.length === 0) ? (
          <p className="px-4 py-3 text-ink-muted">No system is linked to a server that it may use.</p>
        ) : (
          <ul className="divide-y divide-line">
            {systems.flatMap(({ server, systems: reached }) =>
              reached.map((system) => (
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
