import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { productionProblem } from "#lib/inventory/server-change.ts";
import { type SearchParams, toUrlSearch } from "../../read-list-search.ts";
import { CarriedOn } from "../request/carried-on.tsx";
import { CarryOnForm } from "../request/carry-on-form.tsx";
import { MayNotAsk } from "../request/may-not-ask.tsx";
import { previewCarryingOn } from "../request/preview-carrying-on.ts";
import { problemsBesideDays, RequestPath } from "../request/request-path.tsx";
import { WhatScopesAllow } from "../request/what-scopes-allow.tsx";

export const metadata: Metadata = { title: "Move to production" };

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Asks for a server to be moved to production, with what is in force on it; shows the path before anything is sent. */
export default async function MovePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const search = toUrlSearch(await searchParams);
  const found = await answer(async (actor) => ({
    server: await getServer(actor, { slug }),
    ...(await previewCarryingOn(actor, { slug, moveTo: "production" }, search)),
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { server, preview, what, typedDays, daysProblem } = found.data;
  const header = {
    title: "Move to production",
    breadcrumbs: [
      { label: "Servers", href: "/servers" },
      { label: server.name, href: `/servers/${slug}` },
    ],
  };
  if (server.allowed.edit !== true) {
    return <MayNotAsk {...header} server={server} reason={server.allowed.edit} />;
  }
  const problems = problemsBesideDays(what);
  const needsBackupOwner =
    server.backupOwner === null ? productionProblem({ ...server, backupOwnerId: null }) : null;
  return (
    <>
      <PageHeader
        {...header}
        sentence="It is in production once others have approved it, and what is in force goes on under their approval."
      />
      {problems.length > 0 && (
        <div className="grid gap-3">
          {problems.map((problem) => (
            <Callout
              key={problem}
              meaning="danger"
              title={problem}
              actions={
                problem === needsBackupOwner && (
                  <LinkButton href={`/servers/${slug}#owners`}>Name a backup owner</LinkButton>
                )
              }
            />
          ))}
        </div>
      )}
      <CarryOnForm
        label="Move to production"
        serverId={server.id}
        ask={{ moveTo: "production" }}
        href={`/servers/${slug}/move`}
        backHref={`/servers/${slug}`}
        days={typedDays}
        daysProblem={daysProblem}
        maxDays={what.maxDurationDays}
        daysHint={`What goes on ends after that at the latest, and never later than it would have ended anyway; at most ${what.maxDurationDays} here.`}
        refusal={problems[0]}
        what={
          <CarriedOn
            title="What goes on in production"
            grants={what.carriesOn}
            now={pageTime()}
            empty="Nothing that is in force would go on. Where nothing is granted at all, the environment can be changed under Details without asking: each tool needs an approval for production then."
            note="Whatever comes into force after this request was sent is suspended with the move, and asked for again."
          />
        }
      >
        <RequestPath
          preview={preview}
          isProblemSaid
          hint="Say for how many days to see who decides, and why."
        />
        {preview !== null && preview.scopes.length > 0 && <WhatScopesAllow scopes={preview.scopes} />}
      </CarryOnForm>
    </>
  );
}
