import type { Metadata } from "next";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { answer } from "#lib/doors/page.ts";
import { getServer, type ServerPage } from "#lib/inventory/queries/get-server.ts";
import { listConsumers } from "#lib/inventory/queries/list-consumers.ts";
import { whoAskedForChanges } from "../who-asked-for-changes.ts";
import { ChangeForm } from "./change-form.tsx";
import type { ScopeChoicesProps } from "./scope-choices.tsx";

export const metadata: Metadata = { title: "Change and send again" };

interface Props {
  params: Promise<{ id: string }>;
}

/** What was asked, to be changed and sent again after an approver asked for changes. */
export default async function ChangePage({ params }: Props) {
  const { id } = await params;
  const found = await answer(async (actor) => {
    const request = await getRequest(actor, { requestId: id });
    const consumerIds = request.consumers.map((consumer) => consumer.id);
    const [server, consumers] = await Promise.all([
      getServer(actor, { slug: request.server.slug }),
      listConsumers(actor, { alsoIds: consumerIds }),
    ]);
    return { request, server, consumers: consumers.items, consumerIds };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { request, server, consumers, consumerIds } = found.data;
  const toolIds = request.tools.map((tool) => tool.id);
  const isOpen = (state: string) => state !== "removed" && state !== "pending";
  const offered = server.tools.filter((tool) => toolIds.includes(tool.id) || isOpen(tool.state));
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <PageHeader
        breadcrumbs={[
          { label: "Approvals", href: "/approvals" },
          { label: request.title, href: `/approvals/${id}` },
        ]}
        title="Change and send again"
        sentence="Another request takes the place of this one, and its votes begin anew."
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
        extendGrantIds={
          request.kind === "extend_grants" ? request.carriesOn.flatMap(({ grantId }) => grantId ?? []) : []
        }
        tools={chosenFirst(offered, toolIds).map((tool) => ({ value: tool.id, label: tool.name }))}
        toolIds={toolIds}
        consumers={consumers.map((consumer) => ({
          value: consumer.id,
          label: consumer.name,
          hint: inWords(consumer.kind),
        }))}
        consumerIds={consumerIds}
        scopes={request.kind === "grant_scopes" ? scopeChoices(request, server.scopes) : null}
        days={request.durationDays}
        justification={request.justification}
        refusal={request.allowed.resubmit === true ? undefined : request.allowed.resubmit}
      />
    </div>
  );
}

function scopeChoices(request: RequestView, onRecord: ServerPage["scopes"]): ScopeChoicesProps {
  const isAsked = ({ name }: { name: string }) => request.scopes.some((scope) => scope.name === name);
  return {
    held: onRecord.map(({ id, name, system, breadth }) => ({
      value: id,
      label: name,
      hint: `${inWords(breadth)}, ${system === null ? "no system named" : `in ${system}`}`,
    })),
    heldIds: onRecord.filter(isAsked).map(({ id }) => id),
    wanted: request.scopes
      .filter((scope) => !onRecord.some(({ name }) => name === scope.name))
      .map(({ name, system, breadth }) => ({ name, system: system ?? "", breadth })),
  };
}

/** A longer list of tools is asked for anew, from the server's page. */
const SHOWN = 100;

function chosenFirst<T extends { id: string }>(tools: readonly T[], chosenIds: readonly string[]): T[] {
  const isChosen = (tool: T) => chosenIds.includes(tool.id);
  return [...tools.filter(isChosen), ...tools.filter((tool) => !isChosen(tool))].slice(
    0,
    Math.max(SHOWN, chosenIds.length),
  );
}
