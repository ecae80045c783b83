import type { ReactNode } from "react";
import { StateBadge } from "#app/state-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CampaignHead } from "./campaign.ts";
import { Cause } from "./cause.tsx";
import { ClosedEarly } from "./closed-early.tsx";

/** Pages of one review beside its own, in the order of their tabs. A single page needs no tabs. */
const PAGES = [
  { label: "Progress", path: "progress" },
  { label: "Items", path: "items" },
  { label: "Stages", path: "stages" },
  { label: "Definition", path: "definition" },
] as const satisfies readonly {
  label: string;
  path: string;
}[];

interface Props {
  campaign: CampaignHead;
  /** Behind /reviews/{id}; empty for the review's own page. */
  path: string;
  now: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** What stands above every page of one review: its name, what it is about, and the way to its other pages. */
export function ReviewFrame({ campaign, path, now, actions, children }: Props) {
  const own = { label: ownLabel(campaign), path: "" };
  const tabs = [own, ...PAGES].map((page) => ({
    label: page.label,
    href: `/reviews/${campaign.id}${page.path === "" ? "" : `/${page.path}`}`,
    isCurrent: page.path === path,
  }));
  const hasMeta = campaign.state !== "running" || campaign.isOverdue;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Reviews", href: "/reviews" }]}
        title={campaign.name}
        sentence={<Sentence campaign={campaign} now={now} />}
        {...(hasMeta ? { meta: <Meta campaign={campaign} /> } : {})}
        actions={actions}
      />
      <Cause campaign={campaign} now={now} />
      <ClosedEarly campaign={campaign} />
      {tabs.length > 1 && <TabLinks label="Pages of this review" tabs={tabs} />}
      {children}
    </>
  );
}

function ownLabel({ state }: CampaignHead): string {
  if (state === "running") return "Answer";
  return state === "closing" || state === "closed" || state === "signed" ? "Result" : "Before it runs";
}

/** While it runs the progress below says so. */
function Meta({ campaign }: { campaign: CampaignHead }) {
  return campaign.isOverdue ? (
    <Badge meaning="warning">Overdue</Badge>
  ) : (
    <StateBadge of="campaign" state={campaign.state} />
  );
}

function Sentence({ campaign, now }: { campaign: CampaignHead; now: string }) {
  const { server, startedAt, startedBy } = campaign;
  return (
    <>
      {campaign.purpose !== "" && `${campaign.purpose} `}
      {server === null ? (
        "Everything in its scope"
      ) : (
        <>
          Everything in its scope on <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>
        </>
      )}
      {startedAt !== null && (
        <>
          {" "}
          as it stood when {startedBy?.name ?? "Steward"} started this <Time at={startedAt} now={now} />
          {startedBy === null && campaign.createdBy !== null && `, as ${campaign.createdBy.name} defined it`}
        </>
      )}
      <When campaign={campaign} now={now} />.
    </>
  );
}

/** Who is asked now answers until the open stage ends, which the whole review may outlast. */
function When({ campaign, now }: { campaign: CampaignHead; now: string }) {
  const { closedAt, dueAt, stage, stageEndsAt, definition, state } = campaign;
  if (closedAt !== null) {
    return (
      <>
        ; closed <Time at={closedAt} now={now} />
      </>
    );
  }
  if (dueAt === null) return null;
  const { length } = definition.stages;
  if (state !== "running" || stageEndsAt === null || stage >= length) {
    return (
      <>
        ; answers are due <Time at={dueAt} now={now} />
      </>
    );
  }
  return (
    <>
      ; answers of stage {stage} of {length} are due <Time at={stageEndsAt} now={now} />, those of the last{" "}
      <Time at={dueAt} now={now} />
    </>
  );
}
