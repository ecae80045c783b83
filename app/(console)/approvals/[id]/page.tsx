import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { SignInAgain } from "#app/sign-in-again.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";
import { BrokenGlass, isInForce } from "./broken-glass.tsx";
import { ChangesCallout } from "./changes-callout.tsx";
import { CutShort } from "./cut-short.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { GlassReviews } from "./glass-reviews.tsx";
import { Outcome } from "./outcome.tsx";
import { PolicyPath } from "./policy-path.tsx";
import { ReplacedCallout } from "./replaced-callout.tsx";
import { ShortenedBefore } from "./shortened-before.tsx";
import { StaleCallout } from "./stale-callout.tsx";
import { StuckCallout } from "./stuck-callout.tsx";
import { Votes } from "./votes.tsx";
import { WhatChanged } from "./what-changed.tsx";
import { WhatDiffers } from "./what-differs.tsx";
import { WhatGoesOn } from "./what-goes-on.tsx";
import { WhatItCouldDo } from "./what-it-could-do.tsx";
import { WhoAsks } from "./who-asks.tsx";

interface Props {
  params: Promise<{ id: string }>;
}

/** The page's title and the page itself ask once. */
const findRequest = cache((requestId: string) => answer((actor) => getRequest(actor, { requestId })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findRequest((await params).id);
  return { title: found.ok ? found.data.title : "Approval" };
}

/** Everything a decision needs, in the order in which people think about it; then the decision. */
export default async function RequestPage({ params }: Props) {
  const found = await findRequest((await params).id);
  if (!found.ok) {
    // An id that cannot be one names nothing.
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const request = found.data;
  const now = pageTime();
  const { breakGlass } = request;
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader
        breadcrumbs={[{ label: "Approvals", href: "/approvals" }]}
        title={request.title}
        meta={<Meta request={request} />}
      />
      <ReplacedCallout request={request} />
      <WhatDiffers request={request} />
      <ChangesCallout request={request} />
      {breakGlass !== null && <BrokenGlass glass={breakGlass} grants={request.grants} now={now} />}
      <StaleCallout request={request} />
      <StuckCallout request={request} />
      <WhatGoesOn request={request} now={now} />
      <CutShort
        grants={request.cutShort}
        days={dayWords(request.approvedDays, "day")}
        slug={request.server.slug}
        now={now}
      />
      <ShortenedBefore shortened={request.shortenedBefore} now={now} />
      <WhatItCouldDo request={request} />
      <WhatChanged request={request} now={now} />
      <WhoAsks request={request} now={now} />
      <PolicyPath request={request} now={now} />
      {breakGlass === null ? (
        <Votes request={request} now={now} />
      ) : (
        <GlassReviews glass={breakGlass} cuts={isInForce(request.grants, now)} now={now} />
      )}
      {request.needsFreshSignIn && <SignInAgain returnTo={`/approvals/${request.id}`} />}
      {request.answersFor !== null && (
        <Callout meaning="neutral" title={`You answer for ${request.answersFor}`}>
          Your name and theirs stay on record. When they answer first, nothing is left for you to answer.
        </Callout>
      )}
      <DecisionPanel
        requestId={request.id}
        version={request.version}
        isOpen={request.state === "pending"}
        allowed={request.allowed}
        needsReason={request.needsReason}
        days={request.approvedDays}
        outcome={<Outcome request={request} now={now} />}
      />
    </div>
  );
}

function Meta({ request }: { request: RequestView }) {
  return (
    <>
      {request.breakGlass === null ? (
        <StateBadge of="request" state={request.state} />
      ) : (
        <Badge meaning="danger">Glass broken</Badge>
      )}
      <ImpactBadge impact={request.impact} />
      <Tag>{inWords(request.environment)}</Tag>
      {request.changesAsked !== null && <Badge meaning="warning">Changes asked</Badge>}
      {request.cause === "drift" && <Badge meaning="warning">Asked again after a change</Badge>}
    </>
  );
}
