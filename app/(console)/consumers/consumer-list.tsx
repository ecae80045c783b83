import { Bot } from "lucide-react";
import Link from "next/link";
import { inWords } from "#app/in-words.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ConsumerItem } from "#lib/inventory/consumer-view.ts";

/** One consumer a row: what it is and who answers for it. */
export function ConsumerList({
  consumers,
  isFiltered,
}: {
  consumers: readonly ConsumerItem[];
  isFiltered: boolean;
}) {
  if (consumers.length === 0) {
    return isFiltered ? (
      <EmptyState
        icon={<Bot />}
        title="No consumer matches"
        actions={<LinkButton href="/consumers">Show all consumers</LinkButton>}
      >
        Try a part of the name.
      </EmptyState>
    ) : (
      <EmptyState icon={<Bot />} title="No consumer is on record">
        Add the agents, applications, services and people that use servers. Each may use nothing until that is
        approved.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-large border border-line bg-surface">
      <li aria-hidden="true" className="flex gap-x-6 px-4 py-2 text-ink-muted text-small max-sm:hidden">
        <span className="flex-1 basis-64">Name</span>
        <span className="w-24">State</span>
        <span className="w-28">Kind</span>
        <span className="basis-56">Owner</span>
      </li>
      {consumers.map(({ id, slug, name, kind, owner, state }) => (
        <li
          key={id}
          className="relative flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5 hover:bg-hover"
        >
          <Link
            href={`/consumers/${slug}`}
            className="min-w-0 flex-1 basis-64 break-words font-strong after:absolute after:inset-0"
          >
            {name}
          </Link>
          <span className="w-24">
            <Status meaning={state === "active" ? "good" : "neutral"}>{inWords(state)}</Status>
          </span>
          <span className="w-28 text-ink-muted">{inWords(kind)}</span>
          <span className="basis-56">
            <Owner owner={owner} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Owner({ owner }: Pick<ConsumerItem, "owner">) {
  if (owner === null) return <MissingPerson label="No owner" />;
  return owner.isActive ? <Person name={owner.name} /> : <MissingPerson label={`${owner.name} has left`} />;
}
