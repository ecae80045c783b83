import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { pageTime } from "#lib/doors/page.ts";
import { isPermitted, permitted } from "#lib/kernel/permissions.ts";
import { type SearchParams, toUrlSearch } from "../../servers/read-list-search.ts";
import { AskAgain } from "../define/ask-again.tsx";
import { Answer } from "./answer/answer.tsx";
import { BeforeRun } from "./before-run/before-run.tsx";
import type { CampaignHead } from "./campaign.ts";
import { findHead } from "./find-head.ts";
import { CloseReview } from "./over/close-review.tsx";
import { Over } from "./over/over.tsx";
import { ReviewFrame } from "./review-frame.tsx";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? found.data.name : "Review" };
}

/** One review: looked at before it runs, answered while it does, and a record afterwards. */
export default async function ReviewPage({ params, searchParams }: Props) {
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
      return (
        <Running
          campaign={head}
          params={await searchParams}
          mayClose={permitted(found.actor, "campaign:manage") ?? true}
        />
      );
    case "closing":
    case "closed":
    case "signed":
      return (
        <ReviewFrame
          campaign={head}
          path=""
          now={pageTime()}
          actions={isPermitted(found.actor, "campaign:manage") && <AskAgain campaign={head} />}
        >
          <Over
            campaign={head}
            changesAfter={toUrlSearch(await searchParams).get("changes") ?? undefined}
            now={pageTime()}
          />
        </ReviewFrame>
      );
  }
}

interface RunningProps {
  campaign: CampaignHead;
  params: SearchParams;
  mayClose: true | string;
}

async function Running({ campaign, params, mayClose }: RunningProps) {
  const now = pageTime();
  return (
    <ReviewFrame
      campaign={campaign}
      path=""
      now={now}
      actions={<CloseReview campaign={campaign} allowed={mayClose} />}
    >
      <Answer campaign={campaign} params={params} now={now} />
    </ReviewFrame>
  );
}
