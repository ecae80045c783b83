import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer } from "#lib/doors/page.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { previewCampaign } from "#lib/reviews/queries/preview-campaign.ts";
import { ChooseServer } from "./choose-server.tsx";
import { StartForm } from "./start-form.tsx";

export const metadata: Metadata = { title: "Start a review" };

const SERVERS_SHOWN = 20;

interface Props {
  searchParams: Promise<{ server?: string; q?: string }>;
}

/** Two steps in one address: choose the server, then see what its review would hold and start it. */
export default async function StartReviewPage({ searchParams }: Props) {
  const { server: slug, q = "" } = await searchParams;
  const found = await answer((actor) => ask(actor, slug, q));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  if (!isPermitted(found.actor, "campaign:manage")) return <ProblemState problem={NOT_YOURS} />;
  const { preview, servers } = found.data;
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <PageHeader
        breadcrumbs={[{ label: "Reviews", href: "/reviews" }]}
        title={preview === null ? "Start a review" : `Start a review of ${preview.server.name}`}
        sentence="A review asks the owner, grant by grant, whether what was given is still right."
      />
      {preview === null ? <ChooseServer servers={servers} search={q} /> : <StartForm preview={preview} />}
    </div>
  );
}

async function ask(actor: PersonActor, slug: string | undefined, q: string) {
  if (slug !== undefined) return { preview: await previewCampaign(actor, { slug }), servers: [] };
  const { items } = await listServers(actor, { q, limit: SERVERS_SHOWN });
  return { preview: null, servers: items };
}

/** Said before a server is searched for in vain; the query behind the second step refuses by itself. */
const NOT_YOURS = {
  code: "forbidden",
  message: `Only ${whoMay("campaign:manage")} start reviews.`,
  fields: {},
  requestId: null,
} as const;
