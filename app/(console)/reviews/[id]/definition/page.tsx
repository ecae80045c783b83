import { CalendarDays } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { buttonLook } from "#components/ui/button-look.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { getCampaignBeforeRun } from "#lib/reviews/queries/get-campaign-before-run.ts";
import { AskAgain } from "../../define/ask-again.tsx";
import { DefinitionFacts } from "../../define/definition-facts.tsx";
import { DefinitionForm } from "../../define/definition-form.tsx";
import { gatherChoices } from "../../define/gather-choices.ts";
import type { CampaignHead } from "../campaign.ts";
import { findHead } from "../find-head.ts";
import { ReviewFrame } from "../review-frame.tsx";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? `Definition of ${found.data.name}` : "Review" };
}

/** What a review asks for: a form while it is a draft, words from then on. */
export default async function DefinitionPage({ params }: Props) {
  const found = await findHead((await params).id);
  if (!found.ok) {
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const head = found.data;
  const canManage = isPermitted(found.actor, "campaign:manage");
  return (
    <ReviewFrame
      campaign={head}
      path="definition"
      now={pageTime()}
      actions={
        <>
          {head.startedAt !== null && <CalendarLink campaignId={head.id} />}
          {canManage && <AskAgain campaign={head} />}
          {canManage && <LinkButton href={`/reviews/new?from=${head.id}`}>Copy as a new review</LinkButton>}
        </>
      }
    >
      {head.state === "draft" && canManage ? <EditDraft head={head} /> : <InWords head={head} />}
    </ReviewFrame>
  );
}

async function EditDraft({ head }: { head: CampaignHead }) {
  const found = await answer(async (actor) => ({
    choices: await gatherChoices(actor, head.definition.scope),
    allowed: (await getCampaignBeforeRun(actor, { campaignId: head.id })).allowed,
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { choices, allowed } = found.data;
  if (allowed.change !== true) return <InWords head={head} because={allowed.change} />;
  return (
    <div className="max-w-4xl">
      <DefinitionForm
        // Changed by somebody else, it is another form: what is typed here would be refused.
        key={head.version}
        saved={head.definition}
        choices={choices}
        draft={{ campaignId: head.id, version: head.version }}
      />
    </div>
  );
}

function InWords({ head, because }: { head: CampaignHead; because?: string }) {
  return (
    <Section title="What it asks for" {...(because === undefined ? {} : { description: because })}>
      <DefinitionFacts campaignId={head.id} definition={head.definition} />
    </Section>
  );
}

/** A plain link: the answer is a file for a person's calendar. */
function CalendarLink({ campaignId }: { campaignId: string }) {
  return (
    <a href={`/reviews/${campaignId}/dates.ics`} download className={buttonLook()}>
      <CalendarDays aria-hidden="true" />
      Dates for a calendar
    </a>
  );
}
