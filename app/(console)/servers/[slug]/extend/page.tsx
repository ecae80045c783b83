import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listEndingGrants } from "#lib/grants/queries/list-ending-grants.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { ShortenedBefore } from "../../../approvals/[id]/shortened-before.tsx";
import { type SearchParams, toUrlSearch } from "../../read-list-search.ts";
import { CarriedOn } from "../request/carried-on.tsx";
import { CarryOnForm } from "../request/carry-on-form.tsx";
import { MayNotAsk } from "../request/may-not-ask.tsx";
import { previewCarryingOn } from "../request/preview-carrying-on.ts";
import { idsIn } from "../request/read-ask.ts";
import { problemsBesideDays, RequestPath } from "../request/request-path.tsx";
import { WhatScopesAllow } from "../request/what-scopes-allow.tsx";
import { tabHref } from "../server-tabs.ts";

export const metadata: Metadata = { title: "Extend what ends" };

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}

/**
 * Asks for grants of one server to last longer: `?grants=id,id&days=60`; without grants, for those about to end. Shows
 * the path before anything is sent.
 */
export default async function ExtendPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const search = toUrlSearch(await searchParams);
  const named = idsIn(search, "grants").slice(0, 50);
  const found = await answer(async (actor) => {
    const server = await getServer(actor, { slug });
    const grantIds = named.length > 0 ? named : await listEndingGrants(actor, { serverId: server.id });
    if (grantIds.length === 0) return { server, grantIds, asked: null };
    return {
      server,
      grantIds,
      asked: await previewCarryingOn(actor, { slug, extendGrantIds: grantIds }, search),
    };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { server, grantIds, asked } = found.data;
  if (server.allowed.edit !== true) {
    const header = { title: "Extend what ends", breadcrumbs: breadcrumbs(slug, server.name) };
    return <MayNotAsk {...header} server={server} reason={server.allowed.edit} />;
  }
  if (asked === null) return <NothingEnds slug={slug} serverName={server.name} />;
  const { preview, what, typedDays, daysProblem } = asked;
  const now = pageTime();
  return (
    <>
      <PageHeader
        breadcrumbs={breadcrumbs(slug, server.name)}
        title="Extend what ends"
        sentence="It stays in force as it is until others have approved this; then it lasts for the days below, from that day."
      />
      <CarryOnForm
        label="Extend what ends"
        serverId={server.id}
        ask={{ extendGrantIds: grantIds }}
        href={`/servers/${slug}/extend`}
        backHref={tabHref(slug, "grants")}
        days={typedDays}
        daysProblem={daysProblem}
        maxDays={what.maxDurationDays}
        daysHint={`They count from the approval; at most ${what.maxDurationDays} here.`}
        refusal={problemsBesideDays(what)[0]}
        what={
          <>
            <CarriedOn
              title="What lasts longer"
              grants={what.carriesOn}
              now={now}
              empty="Nothing."
              note="If one of these ends, is suspended or changes meanwhile, this request is over and can be asked again."
            />
            <ShortenedBefore shortened={what.shortenedBefore} now={now} />
          </>
        }
      >
        <RequestPath preview={preview} hint="Say for how many days to see who decides, and why." />
        {preview !== null && preview.scopes.length > 0 && <WhatScopesAllow scopes={preview.scopes} />}
      </CarryOnForm>
    </>
  );
}

const breadcrumbs = (slug: string, serverName: string) => [
  { label: "Servers", href: "/servers" },
  { label: serverName, href: `/servers/${slug}` },
  { label: "Grants", href: tabHref(slug, "grants") },
];

function NothingEnds({ slug, serverName }: { slug: string; serverName: string }) {
  return (
    <>
      <PageHeader breadcrumbs={breadcrumbs(slug, serverName)} title="Extend what ends" />
      <EmptyState title="Nothing ends within a week">
        Whatever is about to end has been asked for already, or has ended. All grants are under Grants.
      </EmptyState>
    </>
  );
}
