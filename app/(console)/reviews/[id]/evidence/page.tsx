import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { findHead } from "../find-head.ts";
import { Evidence } from "../over/evidence.tsx";
import { ReviewFrame } from "../review-frame.tsx";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ failed?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? `Evidence of ${found.data.name}` : "Review" };
}

/** The files that prove a review; where somebody asked for one and there is none, why. */
export default async function EvidencePage({ params, searchParams }: Props) {
  const { id } = await params;
  const head = await findHead(id);
  if (!head.ok) {
    if (head.problem.code === "invalid") notFound();
    return <ProblemState problem={head.problem} />;
  }
  const found = await answer((actor) => getCampaign(actor, { campaignId: id }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { export: allowed } = found.data.allowed;
  const hasFailed = (await searchParams).failed !== undefined;
  const now = pageTime();
  return (
    <ReviewFrame campaign={head.data} path="evidence" now={now}>
      <div className="grid grid-cols-1 gap-4">
        {allowed !== true ? (
          <Callout meaning="notice" title="There is no evidence for you now">
            {allowed}
          </Callout>
        ) : (
          hasFailed && (
            <Callout meaning="warning" title="The file could not be made">
              Nothing was saved. Ask for it again; what was asked for stands in the audit trail either way.
            </Callout>
          )
        )}
        <Evidence campaign={head.data} allowed={allowed} now={now} />
      </div>
    </ReviewFrame>
  );
}
