import type { Metadata } from "next";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listWaitingTools } from "#lib/approvals/queries/list-waiting-tools.ts";
import { previewResubmission } from "#lib/approvals/queries/preview-resubmission.ts";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { answer } from "#lib/doors/page.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { listConsumers } from "#lib/inventory/queries/list-consumers.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { problemsBesideDays, RequestPath } from "../../../servers/[slug]/request/request-path.tsx";
import { toolChoices } from "../../../servers/[slug]/request/tool-choices.ts";
import { WhatScopesAllow } from "../../../servers/[slug]/request/what-scopes-allow.tsx";
import { type SearchParams, toUrlSearch } from "../../../servers/read-list-search.ts";
import { whoAskedForChanges } from "../who-asked-for-changes.ts";
import { ChangeForm } from "./change-form.tsx";
import { readChange } from "./read-change.ts";

export const metadata: Metadata = { title: "Change and send again" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** What was asked, to be changed and sent again after an approver asked for changes; shows the path it takes then. */
export default async function ChangePage({ params, searchParams }: Props) {
  const { id } = await params;
  const search = toUrlSearch(await searchParams);
  const found = await answer((actor) => gather(actor, id, search));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { request, server, consumers, waiting, change, extendGrantIds, preview } = found.data;
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: "Approvals", href: "/approvals" },
          { label: request.title, href: `/approvals/${id}` },
        ]}
        title="Change and send again"
        sentence={
          preview === null
            ? "Another request takes the place of this one, and its votes begin anew."
            : `${preview.title}. This takes the place of the request before, and its votes begin anew.`
        }
      />
      {request.changesAsked !== null && (
        <Callout meaning="warning" title={whoAskedForChanges(request.changesAsked)}>
          <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:isolate]">
            {request.changesAsked.body}
          </p>
        </Callout>
      )}
      <ChangeForm
        requestId={id}
        isMove={request.kind === "move_to_production"}
        extendGrantIds={extendGrantIds}
        tools={toolChoices(server.tools, change.toolIds, waiting, { replaces: id })}
        toolIds={change.toolIds}
        consumers={{
          consumers: consumers.items.map(({ id: consumerId, name, kind, owner }) => ({
            id: consumerId,
            name,
            kind,
            ownerName: owner?.name ?? null,
          })),
          consumerIds: change.consumerIds,
          who: change.who,
          hasMoreConsumers: consumers.hasMore,
          slug: server.slug,
        }}
        scopes={
          request.kind === "grant_scopes"
            ? {
                held: server.scopes.map(({ id: scopeId, name, system, breadth }) => ({
                  value: scopeId,
                  label: name,
                  hint: `${inWords(breadth)}, ${system === null ? "no system named" : `in ${system}`}`,
                })),
                heldIds: change.scopeIds,
                wanted: change.wanted,
              }
            : null
        }
        days={change.typedDays}
        daysProblem={change.daysProblem ?? preview?.daysProblem ?? undefined}
        maxDays={preview?.maxDurationDays ?? 365}
        justification={request.justification}
        refusal={whyNot(found.data)}
      >
        <RequestPath preview={preview} hint={hintOf(change)} />
        {preview !== null && preview.scopes.length > 0 && <WhatScopesAllow scopes={preview.scopes} />}
      </ChangeForm>
    </>
  );
}

async function gather(actor: PersonActor, id: string, search: URLSearchParams) {
  const request = await getRequest(actor, { requestId: id });
  const server = await getServer(actor, { slug: request.server.slug });
  const change = readChange(search, request, server);
  const [consumers, waiting] = await Promise.all([
    listConsumers(actor, { q: change.who, alsoIds: change.consumerIds }),
    listWaitingTools(actor, { serverId: server.id }),
  ]);
  const isKnown = (consumerId: string) => consumers.items.some((consumer) => consumer.id === consumerId);
  const known = { ...change, consumerIds: change.consumerIds.filter(isKnown) };
  const extendGrantIds =
    request.kind === "extend_grants" ? request.carriesOn.flatMap(({ grantId }) => grantId ?? []) : [];
  const ask = askOf(request, known, extendGrantIds);
  const preview =
    ask === null || known.daysProblem !== undefined
      ? null
      : await previewResubmission(actor, { requestId: id, ...ask, durationDays: known.days });
  return {
    request,
    server,
    consumers,
    waiting,
    change: known,
    extendGrantIds,
    asksForNothing: ask === null,
    preview,
  };
}

type Change = ReturnType<typeof readChange>;

/** What is asked for, by its kind; null while nothing is chosen. */
function askOf({ kind }: RequestView, change: Change, extendGrantIds: string[]) {
  if (kind === "move_to_production") return { moveTo: "production" as const };
  if (kind === "extend_grants") return extendGrantIds.length === 0 ? null : { extendGrantIds };
  const { toolIds, consumerIds, scopeIds, newScopes } = change;
  if (kind === "grant_scopes") {
    return scopeIds.length + newScopes.length === 0 ? null : { scopeIds, newScopes };
  }
  return toolIds.length + consumerIds.length === 0 ? null : { toolIds, consumerIds };
}

/** Why it cannot be sent as it stands. Days are refused at their field. */
function whyNot({ request, change, asksForNothing, preview }: Awaited<ReturnType<typeof gather>>) {
  if (request.allowed.resubmit !== true) return request.allowed.resubmit;
  if (change.scopeProblem !== undefined) return change.scopeProblem;
  if (asksForNothing) return "Choose what is asked for.";
  return preview === null ? undefined : problemsBesideDays(preview)[0];
}

function hintOf({ daysProblem }: Change): string {
  return daysProblem === undefined
    ? "Choose what is asked for to see who decides, and why."
    : "Say for how many days to see who decides, and why.";
}
