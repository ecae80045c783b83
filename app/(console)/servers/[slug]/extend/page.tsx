import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { type SearchParams, toUrlSearch } from "../../read-list-search.ts";
import { CarriedOn } from "../request/carried-on.tsx";
import { CarryOnForm } from "../request/carry-on-form.tsx";
import { previewCarryingOn } from "../request/preview-carrying-on.ts";
import { idsIn } from "../request/read-ask.ts";
import { RequestPath } from "../request/request-path.tsx";
import { tabHref } from "../server-tabs.ts";

export const metadata: Metadata = { title: "Extend what ends" };

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Asks for grants of one server to last longer: `?grants=id,id&days=60`; shows the path before anything is sent. */
export default async function ExtendPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const search = toUrlSearch(await searchParams);
  const grantIds = idsIn(search, "grants").slice(0, 50);
  if (grantIds.length === 0) notFound();
  const found = await answer(async (actor) => ({
    server: await getServer(actor, { slug }),
    ...(await previewCarryingOn(actor, { slug, extendGrantIds: grantIds }, search.get("days") ?? undefined)),
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { server, preview, days } = found.data;
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: "Servers", href: "/servers" },
          { label: server.name, href: `/servers/${slug}` },
          { label: "Grants", href: tabHref(slug, "grants") },
        ]}
        title="Extend what ends"
        sentence="It stays in force as it is until others have approved this; then it lasts for the days below, from that day."
      />
      <CarryOnForm
        label="Extend what ends"
        serverId={server.id}
        ask={{ extendGrantIds: grantIds }}
        href={`/servers/${slug}/extend?grants=${grantIds.join(",")}`}
        backHref={tabHref(slug, "grants")}
        days={days}
        maxDays={preview.maxDurationDays}
        daysHint={`They count from the approval; at most ${preview.maxDurationDays} here.`}
        refusal={preview.problems[0]}
        what={
          <CarriedOn
            title="What lasts longer"
            grants={preview.carriesOn}
            now={pageTime()}
            empty="Nothing."
            note="If one of these ends, is suspended or changes meanwhile, this request is over and can be asked again."
          />
        }
      >
        <RequestPath preview={preview} />
      </CarryOnForm>
    </>
  );
}
