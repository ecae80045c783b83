import { Database } from "lucide-react";
import Link from "next/link";
import { inWords } from "#app/in-words.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { SystemListItem } from "#lib/inventory/queries/list-systems.ts";

interface Props {
  systems: readonly SystemListItem[];
  isFiltered: boolean;
}

/** One system a row: what it is, what it holds, how many servers reach it. */
export function SystemList({ systems, isFiltered }: Props) {
  if (systems.length === 0) return isFiltered ? <NothingMatches /> : <NothingYet />;
  return (
    <ul className="divide-y divide-line rounded-large border border-line bg-surface">
      {systems.map((system) => (
        <li
          key={system.id}
          className="relative flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5 hover:bg-hover"
        >
          <div className="min-w-0 flex-1 basis-64">
            <Link href={`/systems/${system.slug}`} className="font-strong after:absolute after:inset-0">
              {system.name}
            </Link>
            <p className="line-clamp-2 text-ink-muted text-small">{system.description}</p>
          </div>
          <div className="basis-56">
            <InlineList
              items={system.dataClasses.map((name) => ({ key: name, item: <Tag>{inWords(name)}</Tag> }))}
              none="No data class"
            />
          </div>
          <span className="w-32 text-ink-muted">{inWords(system.criticality)} criticality</span>
          <span className="w-28 text-right tabular-nums">{serversInWords(system.servers)}</span>
        </li>
      ))}
    </ul>
  );
}

export function serversInWords({ count, isEstimate }: SystemListItem["servers"]): string {
  if (isEstimate) return `${count.toLocaleString("en")}+ servers`;
  return count === 1 ? "1 server" : `${count.toLocaleString("en")} servers`;
}

function NothingMatches() {
  return (
    <EmptyState
      icon={<Database />}
      title="No system matches"
      actions={<LinkButton href="/systems">Show all systems</LinkButton>}
    >
      Try a part of the name.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={<Database />} title="No business system is on record">
      Register the systems that MCP servers reach, with the data they hold. A tool that touches regulated data
      is then known to.
    </EmptyState>
  );
}
