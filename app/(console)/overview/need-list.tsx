import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "#components/ui/section.tsx";
import { Count } from "#components/ui/tab-links.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export interface Need {
  id: string;
  href: string;
  title: string;
  badge: ReactNode;
  note: ReactNode;
}

/** One kind of thing that waits, the first few of it, and the way to the rest. */
export function NeedList(props: {
  title: string;
  count: number;
  /** There are more than were counted. */
  hasMore?: boolean;
  href: string;
  needs: readonly Need[];
}) {
  const { title, count, hasMore, href, needs } = props;
  return (
    <Section
      flush
      title={
        <span className="inline-flex items-center gap-2">
          {title} <Count value={count} hasMore={hasMore} />
        </span>
      }
      actions={count > needs.length && <TextLink href={href}>Show all</TextLink>}
    >
      <ul className="divide-y divide-line">
        {needs.map((need) => (
          <li key={need.id}>
            <Link
              href={need.href}
              className="flex min-h-11 items-center gap-3 px-4 py-2 -outline-offset-2 hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="line-clamp-2 text-pretty">{need.title}</span>
                <span className="block truncate text-ink-muted text-small">{need.note}</span>
              </span>
              {need.badge}
              <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
