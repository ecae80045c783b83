import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { Answer } from "./answer/answer.tsx";
import { BeforeRun } from "./before-run/before-run.tsx";
import { CloseReview } from "./over/close-review.tsx";
import { Over } from "./over/over.tsx";
import { ReviewFrame } from "./review-frame.tsx";

interface Props {
  params: Promise<{ id: string }>;
}

/** The page's title and the page itself ask once. */
const findCampaign = cache((campaignId: string) => answer((actor) => ask(actor, campaignId)));

async function ask(actor: PersonActor, campaignId: string) {
  const campaign = await getCampaign(actor, { campaignId });
  // Findings are about the server as it is now; a closed review is about what was.
  const findings =
    campaign.state !== "running" || campaign.server === null
      ? []
      : await getServerFindings(actor, { serverId: campaign.server.id });
  return { campaign, findings };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findCampaign((await params).id);
  return { title: found.ok ? found.data.campaign.name : "Review" };
}

/** One review: looked at before it runs, answered while it does, and a record afterwards. */
export default async function ReviewPage({ params }: Props) {
  const found = await findCampaign((await params).id);
  if (!found.ok) {
    // An id that cannot be one names nothing.
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const { campaign, findings } = found.data;
  const now = pageTime();
  switch (campaign.state) {
    case "draft":
    case "staged":
    case "discarded":
      return (
        <ReviewFrame campaign={campaign} path="" now={now}>
          <BeforeRun campaign={campaign} />
        </ReviewFrame>
      );
    case "running":
      return (
        <ReadableRequests of={campaign.items.map(({ facts }) => facts.request?.id)}>
          <ReviewFrame campaign={campaign} path="" now={now} actions={<CloseReview campaign={campaign} />}>
            <Answer campaign={campaign} findings={findings} now={now} />
          </ReviewFrame>
        </ReadableRequests>
      );
    case "closing":
    case "closed":
    case "signed":
      return (
        <ReadableRequests of={campaign.items.map(({ facts }) => facts.request?.id)}>
          <ReviewFrame campaign={campaign} path="" now={now}>
            <Over campaign={campaign} now={now} />
          </ReviewFrame>
        </ReadableRequests>
      );
  }
}
