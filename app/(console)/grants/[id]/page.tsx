import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { listGrantHistory } from "#lib/audit/queries/list-grant-history.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { type GrantDetail, getGrant } from "#lib/grants/queries/get-grant.ts";
import { ChangeDialog } from "../change-dialog.tsx";
import { ExtendGrant } from "../extend-grant.tsx";
import { gatherUse } from "../gather-use.ts";
import { grantName, kindInWords } from "../grant-columns.tsx";
import { Bound } from "./bound.tsx";
import { GrantHistory } from "./grant-history.tsx";
import { WhyItExists } from "./why-it-exists.tsx";

export const metadata: Metadata = { title: "Grant" };

/** One grant: why it exists, what it is bound to, and what ends it. */
export default async function GrantPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: grantId } = await params;
  const found = await answer(async (actor) => {
    const grant = await getGrant(actor, { grantId });
    const history = await listGrantHistory(actor, { grantId });
    return { grant, history, ...(await gatherUse(actor, [grant])) };
  });
  if (!found.ok) {
    // An id that cannot be one names nothing.
    if (found.problem.code === "invalid") notFound();
    return <ProblemState problem={found.problem} />;
  }
  const { grant, history, uses, waiting } = found.data;
  const now = pageTime();
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader
        breadcrumbs={[{ label: "Grants", href: "/grants" }]}
        title={grantName(grant)}
        sentence={
          <>
            {kindInWords(grant)}, on{" "}
            <TextLink href={`/servers/${grant.server.slug}?tab=grants`}>{grant.server.name}</TextLink>
          </>
        }
        meta={
          <>
            <StateBadge of="grant" state={grant.status} />
            {grant.impact !== null && <ImpactBadge impact={grant.impact} />}
            <Tag>{inWords(grant.server.environment)}</Tag>
          </>
        }
        actions={
          <>
            <ExtendGrant grant={grant} waitsIn={waiting[grant.id]} />
            {(["suspend", "resume", "revoke"] as const)
              .filter((action) => action !== (grant.status === "suspended" ? "suspend" : "resume"))
              .map((action) => (
                <ChangeDialog key={action} action={action} grants={[grant]} />
              ))}
          </>
        }
      />
      <Stopped grant={grant} />
      <ReadableRequests of={[grant.request?.id]}>
        <WhyItExists grant={grant} now={now} />
      </ReadableRequests>
      <Bound grant={grant} use={uses[grant.id]} now={now} />
      <GrantHistory events={history.items} hasMore={history.nextCursor !== null} now={now} />
    </div>
  );
}

/** Why it is not in force. */
function Stopped({ grant }: { grant: GrantDetail }) {
  const { status, stateReason, suspendedBy, replacedById, consumer } = grant;
  if (status === "active") {
    if (consumer?.isActive !== false) return null;
    return (
      <Callout meaning="warning" title="Denied: the consumer is inactive">
        What it may use is kept for when it is active again.
      </Callout>
    );
  }
  const title = {
    suspended: suspendedBy === null ? "Steward suspended this" : `${suspendedBy.name} suspended this`,
    expired: "This has run out",
    revoked: "This has ended",
  }[status];
  return (
    <Callout
      meaning={status === "revoked" ? "neutral" : "warning"}
      title={title}
      actions={
        replacedById !== null && (
          <LinkButton href={`/grants/${replacedById}`} size="small">
            What took its place
          </LinkButton>
        )
      }
    >
      {stateReason}
      {status === "suspended" && suspendedBy === null && " Only a new approval brings it back."}
    </Callout>
  );
}
