import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import type { Campaign } from "./campaign.ts";
import { CloseReview } from "./close-review.tsx";
import { Evidence } from "./evidence.tsx";
import { RecordTable } from "./record-table.tsx";
import { Result } from "./result.tsx";
import { ReviewProgress } from "./review-progress.tsx";
import { Workspace } from "./workspace.tsx";

interface Props {
  params: Promise<{ id: string }>;
}

/** The page's title and the page itself ask once. */
const findCampaign = cache((campaignId: string) => answer((actor) => ask(actor, campaignId)));

async function ask(actor: PersonActor, campaignId: string) {
  const campaign = await getCampaign(actor, { campaignId });
  const isOver = campaign.closedAt !== null;
  // Findings are about the server as it is now; a closed review is about what was.
  const findings =
    isOver || campaign.server === null
      ? []
      : await getServerFindings(actor, { serverId: campaign.server.id });
  return { campaign, findings };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findCampaign((await params).id);
  return { title: found.ok ? found.data.campaign.name : "Review" };
}

/** A running review is worked like mail; a closed one is a record with its evidence. */
export default async function ReviewPage({ params }: Props) {
  const found = await findCampaign((await params).id);
  if (!found.ok) {
    // An id that cannot be one names nothing.
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const { campaign, findings } = found.data;
  const now = pageTime();
  const isOver = campaign.closedAt !== null;
  return (
    <ReadableRequests of={campaign.items.map(({ facts }) => facts.request?.id)}>
      <PageHeader
        breadcrumbs={[{ label: "Reviews", href: "/reviews" }]}
        title={campaign.name}
        sentence={<Sentence campaign={campaign} now={now} />}
        {...(isOver || campaign.isOverdue ? { meta: <Meta campaign={campaign} /> } : {})}
        actions={isOver ? undefined : <CloseReview campaign={campaign} />}
      />
      {isOver ? (
        <>
          <Result campaign={campaign} />
          <Evidence campaign={campaign} now={now} />
          <RecordTable campaign={campaign} />
        </>
      ) : (
        <>
          <ReviewProgress campaign={campaign} />
          <Workspace campaign={campaign} findings={findings} now={now} />
          <div className="hidden print:block">
            <RecordTable campaign={campaign} />
          </div>
        </>
      )}
    </ReadableRequests>
  );
}

/** While it runs the progress below says so. */
function Meta({ campaign }: { campaign: Campaign }) {
  return campaign.isOverdue ? (
    <Badge meaning="warning">Overdue</Badge>
  ) : (
    <StateBadge of="campaign" state={campaign.state} />
  );
}

function Sentence({ campaign, now }: { campaign: Campaign; now: string }) {
  const { server, closedAt, startedBy } = campaign;
  const due = closedAt ?? campaign.dueAt;
  return (
    <>
      {campaign.purpose !== "" && `${campaign.purpose} `}
      {server === null ? (
        "Everything in its scope"
      ) : (
        <>
          Every grant of <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>
        </>
      )}{" "}
      as it stood when {startedBy?.name ?? "somebody"} started this
      {campaign.startedAt !== null && (
        <>
          {" "}
          <Time at={campaign.startedAt} now={now} />
        </>
      )}
      {due !== null && (
        <>
          ; {closedAt === null ? "answers are due" : "closed"} <Time at={due} now={now} />
        </>
      )}
      .
    </>
  );
}
