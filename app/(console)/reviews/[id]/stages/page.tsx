import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getStages } from "#lib/reviews/queries/get-stages.ts";
import { listReassignments } from "#lib/reviews/queries/list-reassignments.ts";
import { findHead } from "../find-head.ts";
import { ReviewFrame } from "../review-frame.tsx";
import { PassedOn } from "./passed-on.tsx";
import { StageNotes } from "./stage-notes.tsx";
import { StageSteps } from "./stage-steps.tsx";
import { Waiting } from "./waiting.tsx";

interface Props {
  params: Promise<{ id: string }>;
}

/** More of them are in the evidence. */
const SHOWN = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? `Stages of ${found.data.name}` : "Review" };
}

/** How far a review is in its stages, for whom what waits, and what was passed from one to another. */
export default async function StagesPage({ params }: Props) {
  const { id } = await params;
  const head = await findHead(id);
  if (!head.ok) {
    if (head.problem.code === "invalid") notFound();
    return <ProblemState problem={head.problem} />;
  }
  const found = await answer(async (actor) => ({
    stages: await getStages(actor, { campaignId: id }),
    passed: await listReassignments(actor, { campaignId: id, limit: SHOWN }),
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { stages, passed } = found.data;
  const now = pageTime();
  return (
    <ReviewFrame campaign={head.data} path="stages" now={now}>
      <div className="grid grid-cols-1 gap-6">
        <StageNotes campaignId={id} stages={stages} definition={head.data.definition} />
        <StageSteps stages={stages} definition={head.data.definition} now={now} />
        {stages.state === "running" && <Waiting stages={stages} now={now} />}
        <PassedOn rows={passed.items} isCut={passed.nextCursor !== null} now={now} />
      </div>
    </ReviewFrame>
  );
}
