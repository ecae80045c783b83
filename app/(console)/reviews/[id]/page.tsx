import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { AskAgain } from "../define/ask-again.tsx";
import { Answer } from "./answer/answer.tsx";
import { BeforeRun } from "./before-run/before-run.tsx";
import { findHead } from "./find-head.ts";
import { CloseReview } from "./over/close-review.tsx";
import { Over } from "./over/over.tsx";
import { ReviewFrame } from "./review-frame.tsx";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? found.data.name : "Review" };
}

/** One review: looked at before it runs, answered while it does, and a record afterwards. */
export default async function ReviewPage({ params }: Props) {
  const { id } = await params;
  const found = await findHead(id);
  if (!found.ok) {
    // An id that cannot be one names nothing.
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const head = found.data;
  switch (head.state) {
    case "draft":
    case "staged":
    case "discarded":
      return <BeforeRun campaign={head} />;
    case "running":
      return <Running campaignId={id} />;
    case "closing":
    case "closed":
    case "signed":
      return <Ended campaignId={id} />;
  }
}

async function Running({ campaignId }: { campaignId: string }) {
  const found = await answer(async (actor) => {
    const campaign = await getCampaign(actor, { campaignId });
    return { campaign, findings: await findingsOf(actor, campaign.server?.id) };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { campaign, findings } = found.data;
  const now = pageTime();
  return (
    <ReadableRequests of={campaign.items.map(({ facts }) => facts.request?.id)}>
      <ReviewFrame campaign={campaign} path="" now={now} actions={<CloseReview campaign={campaign} />}>
        <Answer campaign={campaign} findings={findings} now={now} />
      </ReviewFrame>
    </ReadableRequests>
  );
}

/** Findings are about the server as it is now. */
async function findingsOf(actor: PersonActor, serverId: string | undefined) {
  return serverId === undefined ? [] : getServerFindings(actor, { serverId });
}

async function Ended({ campaignId }: { campaignId: string }) {
  const found = await answer((actor) => getCampaign(actor, { campaignId }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const campaign = found.data;
  const now = pageTime();
  return (
    <ReadableRequests of={campaign.items.map(({ facts }) => facts.request?.id)}>
      <ReviewFrame
        campaign={campaign}
        path=""
        now={now}
        actions={isPermitted(found.actor, "campaign:manage") && <AskAgain campaign={campaign} />}
      >
        <Over campaign={campaign} now={now} />
      </ReviewFrame>
    </ReadableRequests>
  );
}
