import { Server } from "lucide-react";
import Link from "next/link";
import { inWords } from "#app/in-words.ts";
import { SearchBox } from "#components/table/search-box.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { ServerListItem } from "#lib/inventory/queries/list-servers.ts";

/** Finds the server whose grants are to be reviewed. */
export function ChooseServer({ servers, search }: { servers: readonly ServerListItem[]; search: string }) {
  return (
    <Section
      title="Which server?"
      actions={
        <SearchBox label="Search servers" placeholder="Name, purpose or package" defaultValue={search} />
      }
      flush
    >
      {servers.length === 0 ? (
        <EmptyState icon={<Server />} title={search === "" ? "No server yet" : "Nothing matches this search"}>
          {search === "" ? "Register a server first." : "Try a part of its name or purpose."}
        </EmptyState>
      ) : (
        <ul>
          {servers.map((server) => (
            <li key={server.id} className="border-line border-b last:border-b-0">
              <Link
                href={`/reviews/new?server=${encodeURIComponent(server.slug)}`}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 -outline-offset-2 hover:bg-hover"
              >
                <span className="min-w-0">
                  <span className="font-strong">{server.name}</span> <Tag>{inWords(server.environment)}</Tag>
                  <span className="block truncate text-ink-muted">{server.purpose}</span>
                </span>
                {server.owner === null ? (
                  <MissingPerson label="No owner" />
                ) : (
                  <Person name={server.owner.name} />
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
