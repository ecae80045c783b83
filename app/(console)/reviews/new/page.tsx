import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { answer } from "#lib/doors/page.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { copyOf } from "#lib/reviews/copy-definition.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { readListSearch, type SearchParams } from "../../servers/read-list-search.ts";
import { DefinitionForm } from "../define/definition-form.tsx";
import { gatherChoices } from "../define/gather-choices.ts";
import { newDefinition } from "../define/new-definition.ts";

export const metadata: Metadata = { title: "New review" };

/**
 * The form of a new review. `?server=` begins with one server, `?from=` with another review's definition, and what the
 * list of servers takes with its filter.
 */
export default async function NewReviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const found = await answer((actor) => ask(actor, params));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  if (found.data === null) return <ProblemState problem={NOT_YOURS} />;
  const { begun, choices } = found.data;
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <PageHeader
        breadcrumbs={[{ label: "Reviews", href: "/reviews" }]}
        title="New review"
        sentence={
          <>
            Say what it asks and whom. It is saved as a draft: nobody is asked until it is staged and started.
            For one that comes back, <TextLink href="/reviews/schedules/new">make a schedule</TextLink>.
          </>
        }
      />
      <DefinitionForm saved={begun} choices={choices} draft={null} />
    </div>
  );
}

async function ask(actor: PersonActor, params: SearchParams) {
  if (!isPermitted(actor, "campaign:manage")) return null;
  const begun = await beginWith(actor, params);
  return { begun, choices: await gatherChoices(actor, begun.scope) };
}

async function beginWith(actor: PersonActor, params: SearchParams): Promise<CampaignDefinition> {
  const { server: slug, from } = params;
  if (typeof slug === "string") return newDefinition({ server: await getServer(actor, { slug }) });
  if (typeof from === "string") {
    const { definition } = await getCampaignHead(actor, { campaignId: from });
    return copyOf(definition);
  }
  const { sort: _sort, ...filter } = readListSearch(params).input;
  return newDefinition({ filter });
}

/** Said before a form is filled in in vain. */
const NOT_YOURS = {
  code: "forbidden",
  message: `Only ${whoMay("campaign:manage")} start reviews.`,
  fields: {},
  requestId: null,
} as const;
