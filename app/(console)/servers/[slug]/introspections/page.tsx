import { Radar } from "lucide-react";
import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { listIntrospectionHistory } from "#lib/discovery/queries/list-introspection-history.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { tabHref } from "../server-tabs.ts";
import { LookLine } from "./look-line.tsx";
import { ToolTrend } from "./tool-trend.tsx";

export const metadata: Metadata = { title: "Introspections" };

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ cursor?: string }>;
}

/** Every time Steward asked this server what it offers: the outcome, and what had changed. */
export default async function IntrospectionsPage({ params, searchParams }: Props) {
  const [{ slug }, { cursor }] = [await params, await searchParams];
  const found = await answer((actor) =>
    listIntrospectionHistory(actor, cursor === undefined ? { slug } : { slug, cursor }),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { server, items, nextCursor } = found.data;
  const now = pageTime();
  const href = `/servers/${server.slug}/introspections`;
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: "Servers", href: "/servers" },
          { label: server.name, href: tabHref(server.slug, "tools") },
        ]}
        title="Introspections"
        sentence={sentence(items.length, cursor !== undefined || nextCursor !== null)}
      />
      <ToolTrend looks={items} />
      <Section title="Every look, newest first" flush>
        {items.length === 0 ? (
          <EmptyState icon={<Radar />} title="Steward has not asked this server yet">
            Introspect it from its page to see which tools it offers.
          </EmptyState>
        ) : (
          <ol className="divide-y divide-line">
            {items.map((look) => (
              <LookLine key={look.id} look={look} now={now} />
            ))}
          </ol>
        )}
        {(cursor !== undefined || nextCursor !== null) && (
          <nav
            aria-label="Pages"
            className="flex justify-end gap-2 border-line border-t px-4 py-2 print:hidden"
          >
            {cursor !== undefined && <LinkButton href={href}>Newest</LinkButton>}
            {nextCursor !== null && <LinkButton href={`${href}?cursor=${nextCursor}`}>Older</LinkButton>}
          </nav>
        )}
      </Section>
    </>
  );
}

function sentence(count: number, isPart: boolean): string {
  if (count === 0) return "It was never asked.";
  const looks = `${count} ${count === 1 ? "look" : "looks"}`;
  return isPart
    ? `${looks} on this page, each compared with the one before.`
    : `${looks}, each compared with the one before.`;
}
