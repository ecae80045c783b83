import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import { listRemovals } from "#lib/reviews/queries/list-removals.ts";
import { noResponseInWords } from "../../item-words.ts";
import type { CampaignHead } from "../campaign.ts";
import { findHead } from "../find-head.ts";
import { ReviewFrame } from "../review-frame.tsx";
import { BrakeHistory, OpenBrake } from "./brake.tsx";
import { CloseButton } from "./close-button.tsx";
import { type Close, kindsInWords, shareInWords } from "./close-words.ts";
import { RemovalList } from "./removal-list.tsx";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ after?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findHead((await params).id);
  return { title: found.ok ? `Closing ${found.data.name}` : "Review" };
}

/** What closing a review would end, one by one, before anybody says so; and, where it is much, for the second person. */
export default async function ClosePage({ params, searchParams }: Props) {
  const { id } = await params;
  const head = await findHead(id);
  if (!head.ok) {
    if (head.problem.code === "invalid") notFound();
    return <ProblemState problem={head.problem} />;
  }
  if (head.data.state !== "running") redirect(`/reviews/${id}`);
  const after = Number((await searchParams).after ?? 0);
  const found = await answer(async (actor) => ({
    close: await getClose(actor, { campaignId: id }),
    page: await listRemovals(actor, { campaignId: id, cursor: Number.isSafeInteger(after) ? after : 0 }),
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { close, page } = found.data;
  const now = pageTime();
  return (
    <ReviewFrame
      campaign={head.data}
      path="close"
      now={now}
      actions={
        <>
          <LinkButton href={`/reviews/${id}`}>Back to the review</LinkButton>
          {!close.isOpen && <Begin campaign={head.data} close={close} />}
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <OpenBrake close={close} now={now} />
        <Skipped close={close} />
        <Silence campaign={head.data} close={close} />
        <Section title="What stops working" description={inOneSentence(close)} flush>
          {page.items.length === 0 ? (
            <EmptyState title={after > 0 ? "That was all" : "Nothing is cut off"}>
              {after > 0
                ? "The pages before this one have the rest."
                : "Nothing stops working when it closes."}
            </EmptyState>
          ) : (
            <RemovalList page={page} now={now} hrefOf={(cursor) => `/reviews/${id}/close?after=${cursor}`} />
          )}
        </Section>
        <BrakeHistory close={close} now={now} />
      </div>
    </ReviewFrame>
  );
}

function Begin({ campaign, close }: { campaign: CampaignHead; close: Close }) {
  const { removals, needsSecond } = close.effect;
  return (
    <CloseButton
      campaignId={campaign.id}
      name={campaign.name}
      removals={removals}
      kinds={kindsInWords(close)}
      needsSecond={needsSecond}
      hasSecond={close.hasSecond}
      skipped={close.skipped?.words ?? null}
      allowed={close.allowed.close}
    />
  );
}

/** What closing it now passes over. */
function Skipped({ close: { skipped } }: { close: Close }) {
  if (skipped === null) return null;
  return (
    <Callout meaning="warning" title="Closed now, something is skipped">
      {skipped.words} Whoever closes it so says why, on record.
      {skipped.secondLooks > 0 &&
        " Nobody gets around second looks alone: another administrator confirms such a close."}
    </Callout>
  );
}

/** What was not answered, and what becomes of it: the last moment to ask again. */
function Silence({ campaign, close }: { campaign: CampaignHead; close: Close }) {
  const { waiting } = campaign.standing;
  if (waiting === 0) return null;
  const items = waiting === 1 ? "1 item waits" : `${waiting.toLocaleString("en")} items wait`;
  return (
    <Callout meaning="notice" title={`${items} for an answer`}>
      Closed now, what nobody answered in any stage goes on record as “no response”, which is no decision: it
      is {noResponseInWords(campaign.definition.noResponse)}.
      {close.effect.needsSecond && " What is cut off so counts for the share that one person may cut off."}
    </Callout>
  );
}

function inOneSentence(close: Close): string {
  const { removals, percent, needsSecond } = close.effect;
  if (removals === 0) return "Of what still stands, nothing.";
  const kinds = kindsInWords(close).join("; ");
  const second = needsSecond
    ? ` Such a close asks a second person: one may cut off ${percent} per cent.`
    : "";
  return `${shareInWords(close.effect)}: ${kinds}.${second}`;
}
