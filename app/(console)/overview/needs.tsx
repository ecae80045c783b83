import { CircleCheck } from "lucide-react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { SeverityBadge } from "#app/severity-badge.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Card } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { whatInWords } from "../reviews/asked-changes.tsx";
import { permitsInWords } from "../reviews/item-words.ts";
import type { Overview } from "./gather-overview.ts";
import { type Need, NeedList } from "./need-list.tsx";

const SHOWN = 5;

/** What waits for this person, each thing a link to where it is dealt with. What there is none of is left out. */
export function Needs({ overview, now }: { overview: Overview; now: string }) {
  const { approvals, changesAsked, reviewItems, credentials, findings, candidateCount, ownership } = overview;
  const { reviewChanges } = overview;
  const lists = [
    {
      title: "Approvals that wait for you",
      href: "/approvals",
      count: approvals.count,
      needs: [
        ...(approvals.policy === null ? [] : [policyNeed(approvals.policy)]),
        ...approvals.glass.map((use) => glassNeed(use, now)),
        ...approvals.items.map((request) => approvalNeed(request, now)),
      ],
    },
    {
      title: "Requests of yours to change and send again",
      href: "/approvals?view=mine&state=pending",
      count: changesAsked.length,
      needs: changesAsked.slice(0, SHOWN).map(changeNeed),
    },
    {
      title: "Servers you are asked about",
      href: "/notices",
      count: ownership.toAnswer.length,
      needs: ownership.toAnswer.map((offer) => offerNeed(offer, now)),
    },
    {
      title: "Servers you back up, whose owner has left",
      href: "/servers?is=owner_inactive",
      count: ownership.orphans.length,
      needs: ownership.orphans.map(orphanNeed),
    },
    {
      title: "Review items that wait for you",
      href: "/reviews/mine",
      count: reviewItems.count,
      needs: reviewItems.items.map((item) => reviewNeed(item, now)),
    },
    {
      title: "Changes that reviews ask of you",
      href: "/reviews/mine#changes",
      count: reviewChanges.count,
      hasMore: reviewChanges.hasMore,
      needs: reviewChanges.items.map((change) => reviewChangeNeed(change, now)),
    },
    {
      title: credentials.seesAll ? "Credentials that end soon" : "Credentials of yours that end soon",
      href: `/findings?rule=credential_expiring&rule=credential_expired${credentials.seesAll ? "" : "&owner=me"}`,
      count: credentials.count,
      hasMore: credentials.hasMore,
      needs: credentials.items.map((credential) => credentialNeed(credential, now)),
    },
    {
      title: "Findings on servers you own",
      href: "/findings?owner=me",
      count: findings.count,
      needs: findings.items.map((finding) => findingNeed(finding, now)),
    },
    {
      title: "Found and governed by nobody",
      href: "/discover",
      count: candidateCount,
      needs: candidateCount === 0 ? [] : [candidateNeed(candidateCount)],
    },
  ].filter((list) => list.count > 0);
  if (lists.length === 0) return <NothingNeedsYou />;
  return (
    <div className={cn("gap-4 *:mb-4 *:break-inside-avoid *:last:mb-0", lists.length > 1 && "xl:columns-2")}>
      {lists.map((list) => (
        <NeedList key={list.title} {...list} />
      ))}
    </div>
  );
}

function NothingNeedsYou() {
  return (
    <Card>
      <EmptyState icon={<CircleCheck />} title="Nothing needs you today" className="py-6">
        No approval or review waits for you, and no credential or finding of yours needs a hand.
      </EmptyState>
    </Card>
  );
}

function approvalNeed(request: Overview["approvals"]["items"][number], now: string): Need {
  return {
    id: request.id,
    href: `/approvals/${request.id}`,
    title: request.title,
    badge: <ImpactBadge impact={request.impact} />,
    note: (
      <>
        {request.requester.name} asks · expires <Time at={request.expiresAt} now={now} />
      </>
    ),
  };
}

function changeNeed(request: Overview["changesAsked"][number]): Need {
  return {
    id: request.id,
    href: `/approvals/${request.id}`,
    title: request.title,
    badge: <Badge meaning="warning">Changes asked</Badge>,
    note: `${request.changesAskedBy ?? "Somebody"} asked for changes; it waits for you`,
  };
}

function glassNeed(use: Overview["approvals"]["glass"][number], now: string): Need {
  return {
    id: `glass-${use.requestId}`,
    href: `/approvals/${use.requestId}`,
    title: `Broken glass to review: ${use.title}`,
    badge: <StateBadge of="glass" state={use.state} isQuiet />,
    note: (
      <>
        {use.person.name} broke it · review due <Time at={use.reviewDueAt} now={now} />
      </>
    ),
  };
}

function policyNeed({ number, summary, proposedBy }: NonNullable<Overview["approvals"]["policy"]>): Need {
  return {
    id: `policy-${number}`,
    href: `/policy/approval/${number}`,
    title: `Change of the approval policy: ${summary}`,
    badge: <Badge meaning="danger">Who decides</Badge>,
    note: proposedBy === null ? "Proposed" : `${proposedBy.name} proposes it`,
  };
}

function offerNeed(offer: Overview["ownership"]["toAnswer"][number], now: string): Need {
  const { state, seat, receiver, madeBy, server } = offer;
  const seatWords = seat === "owner" ? "owner" : "backup owner";
  return {
    id: offer.id,
    href: `/servers/${server.slug}`,
    title:
      state === "claimed"
        ? `${receiver.name} claims ${server.name}: confirm or decline?`
        : `Become the ${seatWords} of ${server.name}?`,
    badge: null,
    note: (
      <>
        {state === "claimed" ? "Nobody answers for it now" : `${madeBy.name} asks`} · expires{" "}
        <Time at={offer.expiresAt} now={now} />
      </>
    ),
  };
}

function orphanNeed(server: Overview["ownership"]["orphans"][number]): Need {
  return {
    id: server.id,
    href: `/servers/${server.slug}`,
    title: `${server.name}: claim it, or find an owner`,
    badge: <Status meaning="danger">No owner</Status>,
    note: server.ownerName === null ? "It has no owner" : `${server.ownerName} has left`,
  };
}

function reviewNeed(item: Overview["reviewItems"]["items"][number], now: string): Need {
  const { facts, campaign } = item;
  return {
    id: item.id,
    href: `/reviews/${campaign.id}?item=${item.id}`,
    title: `${permitsInWords(facts, item.server.name)}: keep or revoke?`,
    badge: campaign.isOverdue ? <Status meaning="danger">Overdue</Status> : null,
    note: (
      <>
        {campaign.name}
        {campaign.dueAt !== null && (
          <>
            {" "}
            · due <Time at={campaign.dueAt} now={now} />
          </>
        )}
      </>
    ),
  };
}

function reviewChangeNeed(change: Overview["reviewChanges"]["items"][number], now: string): Need {
  return {
    id: change.itemId,
    href: `/servers/${change.server.slug}#changes`,
    title: whatInWords(change),
    badge: change.isOver ? <Status meaning="danger">Late</Status> : null,
    note: (
      <>
        {change.server.name} · {change.campaign.name} · due <Time at={change.dueAt} now={now} />
      </>
    ),
  };
}

function credentialNeed(credential: Overview["credentials"]["items"][number], now: string): Need {
  const isOver = credential.status === "expired";
  return {
    id: credential.id,
    href: `/servers/${credential.server.slug}?tab=credentials`,
    title: credential.name,
    badge: (
      <Status meaning={isOver ? "danger" : "warning"}>
        <Time at={credential.expiresAt} now={now} />
      </Status>
    ),
    note: `${credential.server.name} · ${isOver ? "expired" : "expires soon"} · ${credential.ownerName ?? "no owner"}`,
  };
}

function findingNeed(finding: Overview["findings"]["items"][number], now: string): Need {
  return {
    id: finding.id,
    href: `/servers/${finding.server.slug}?tab=findings`,
    title: finding.summary,
    badge: <SeverityBadge severity={finding.severity} />,
    note: (
      <>
        {finding.server.name} · since <Time at={finding.openedAt} now={now} />
      </>
    ),
  };
}

function candidateNeed(count: number): Need {
  return {
    id: "candidates",
    href: "/discover",
    title: `${count.toLocaleString("en")} ${count === 1 ? "server waits" : "servers wait"} to be registered or dismissed`,
    badge: null,
    note: "Found in client files",
  };
}
