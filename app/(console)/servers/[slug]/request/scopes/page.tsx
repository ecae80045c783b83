import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listWaitingScopes } from "#lib/approvals/queries/list-waiting-scopes.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { answer } from "#lib/doors/page.ts";
import { listServerScopes } from "#lib/grants/queries/list-server-scopes.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { SearchParams } from "../../../read-list-search.ts";
import { tabHref } from "../../server-tabs.ts";
import { MayNotAsk } from "../may-not-ask.tsx";
import { problemsBesideDays, RequestPath } from "../request-path.tsx";
import { WhatScopesAllow } from "../what-scopes-allow.tsx";
import { readScopeAsk } from "./read-scope-ask.ts";
import { ScopeRequestForm } from "./scope-request-form.tsx";

export const metadata: Metadata = { title: "Ask for scopes" };

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Asks that the server may hold scopes: those on its record without a grant, and one that it does not hold yet. */
export default async function ScopeRequestPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const ask = readScopeAsk(await searchParams);
  const found = await answer(async (actor) => {
    const server = await getServer(actor, { slug });
    const serverId = server.id;
    const [scopes, waiting] = await Promise.all([
      listServerScopes(actor, { serverId }),
      listWaitingScopes(actor, { serverId }),
    ]);
    const scopeIds = ask.scopeIds.filter((id) => scopes.some((scope) => scope.id === id));
    const newScopes = ask.newScope === null ? [] : [ask.newScope];
    const preview =
      scopeIds.length + newScopes.length === 0 || ask.daysProblem !== undefined
        ? null
        : await previewRequest(actor, { serverId, scopeIds, newScopes, durationDays: ask.days });
    return { server, scopes, waiting, scopeIds, preview };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { server, scopes, waiting, scopeIds, preview } = found.data;
  const isOpen = (scope: (typeof scopes)[number]) =>
    scopeIds.includes(scope.id) || !waiting.some((one) => one.name === scope.name);
  const header = {
    title: "Ask for scopes",
    breadcrumbs: [
      { label: "Servers", href: "/servers" },
      { label: server.name, href: `/servers/${slug}` },
      { label: "Scopes", href: tabHref(slug, "scopes") },
    ],
  };
  if (server.allowed.edit !== true) {
    return <MayNotAsk {...header} server={server} reason={server.allowed.edit} />;
  }
  return (
    <>
      <PageHeader
        {...header}
        sentence={
          preview === null
            ? "Choose what the server may do downstream. It may not until somebody else approves it."
            : `${preview.title}.`
        }
      />
      {ask.instead !== "" && (
        <Callout meaning="notice" title={`A review asks for a narrower scope in the place of ${ask.instead}`}>
          Name the one that is enough. The broad one ends by itself.
        </Callout>
      )}
      <ScopeRequestForm
        instead={ask.instead}
        serverId={server.id}
        slug={slug}
        scopes={scopes.filter(isOpen).map(({ id, name: scope, system, breadth, standing }) => ({
          id,
          name: scope,
          system,
          breadth,
          standing,
        }))}
        scopeIds={scopeIds}
        typed={ask.typed}
        days={ask.typedDays}
        daysProblem={ask.daysProblem ?? preview?.daysProblem ?? undefined}
        maxDays={preview?.maxDurationDays ?? 365}
        refusal={
          ask.problem ??
          (scopeIds.length === 0 && ask.newScope === null
            ? "Choose a scope, or name one."
            : preview === null
              ? undefined
              : problemsBesideDays(preview)[0])
        }
      >
        <RequestPath
          preview={preview}
          hint={
            ask.daysProblem === undefined
              ? "Choose a scope, or name one, to see who decides, and why."
              : "Say for how many days to see who decides, and why."
          }
        />
        {preview !== null && <WhatScopesAllow scopes={preview.scopes} />}
      </ScopeRequestForm>
    </>
  );
}
