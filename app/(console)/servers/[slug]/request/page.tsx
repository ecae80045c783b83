import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listWaitingTools } from "#lib/approvals/queries/list-waiting-tools.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { listConsumers } from "#lib/inventory/queries/list-consumers.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";
import { CutShort } from "../../../approvals/[id]/cut-short.tsx";
import type { SearchParams } from "../../read-list-search.ts";
import { MayNotAsk } from "./may-not-ask.tsx";
import { readAsk } from "./read-ask.ts";
import { RequestForm } from "./request-form.tsx";
import { problemsBesideDays, RequestPath } from "./request-path.tsx";
import { toolChoices } from "./tool-choices.ts";

export const metadata: Metadata = { title: "Ask for approval" };

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Asks for tools to be enabled and consumers to be let in; shows the path before anything is sent. */
export default async function RequestPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const ask = readAsk(await searchParams);
  const found = await answer(async (actor) => {
    const server = await getServer(actor, { slug });
    const [consumers, waiting, granted] = await Promise.all([
      listConsumers(actor, { q: ask.who, alsoIds: ask.consumerIds }),
      listWaitingTools(actor, { serverId: server.id }),
      listServerGrants(actor, { serverId: server.id, kind: "tool" }),
    ]);
    const known = new Set(server.tools.map((tool) => tool.id));
    const toolIds = ask.toolIds.filter((id) => known.has(id));
    const consumerIds = ask.consumerIds.filter((id) =>
      consumers.items.some((consumer) => consumer.id === id),
    );
    const preview =
      toolIds.length + consumerIds.length === 0 || ask.daysProblem !== undefined
        ? null
        : await previewRequest(actor, { slug, toolIds, consumerIds, durationDays: ask.days });
    return { server, consumers, waiting, granted: granted.items, toolIds, consumerIds, preview };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { server, consumers, waiting, granted, toolIds, consumerIds, preview } = found.data;
  const now = pageTime();
  const header = {
    title: "Ask for approval",
    breadcrumbs: [
      { label: "Servers", href: "/servers" },
      { label: server.name, href: `/servers/${slug}` },
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
            ? "Choose what is to be enabled, and who may use it. Nothing works until somebody else approves it."
            : `${preview.title}.`
        }
      />
      <RequestForm
        serverId={server.id}
        slug={slug}
        tools={toolChoices(server.tools, toolIds, waiting, { granted })}
        now={now}
        toolIds={toolIds}
        consumers={consumers.items.map(({ id, name, kind, owner }) => ({
          id,
          name,
          kind,
          ownerName: owner?.name ?? null,
        }))}
        consumerIds={consumerIds}
        who={ask.who}
        hasMoreConsumers={consumers.hasMore}
        days={ask.typedDays}
        daysProblem={ask.daysProblem ?? preview?.daysProblem ?? undefined}
        maxDays={preview?.maxDurationDays ?? 365}
        glass={preview?.breakGlass ?? null}
        refusal={
          toolIds.length + consumerIds.length === 0
            ? "Choose at least one tool or one consumer."
            : // Days are refused at their field.
              preview === null
              ? undefined
              : problemsBesideDays(preview)[0]
        }
      >
        {preview !== null && (
          <CutShort grants={preview.cutShort} days={dayWords(ask.days, "day")} slug={slug} now={now} />
        )}
        <RequestPath
          preview={preview}
          hint={
            ask.daysProblem === undefined
              ? "Choose a tool or a consumer to see who decides, and why."
              : "Say for how many days to see who decides, and why."
          }
        />
      </RequestForm>
    </>
  );
}
