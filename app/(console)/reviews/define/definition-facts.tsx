import { Facts } from "#components/ui/facts.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { answer } from "#lib/doors/page.ts";
import { getFilterNames } from "#lib/inventory/queries/get-filter-names.ts";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { definitionLines } from "#lib/reviews/definition-words.ts";
import { getDefinitionNames } from "#lib/reviews/queries/get-definition-names.ts";
import { SERVER_FILTERS } from "../../servers/server-filters.ts";
import { filterInWords } from "./filter-in-words.ts";

interface Props {
  campaignId: string;
  definition: CampaignDefinition;
}

/** What a review asks for, in plain words. */
export async function DefinitionFacts({ campaignId, definition }: Props) {
  const found = await answer(async (actor) => ({
    names: await getDefinitionNames(actor, { campaignId }),
    filterNames: await getFilterNames(actor, definition.scope.servers),
  }));
  if (!found.ok) return <p className="text-ink-muted">{found.problem.message}</p>;
  const { names, filterNames } = found.data;
  const known = {
    groups: new Map(Object.entries(names.groups)),
    people: new Map(Object.entries(names.people)),
    servers: new Map(Object.entries(names.servers)),
    earlier: names.earlier,
  };
  const servers = filterInWords(definition.scope, SERVER_FILTERS, filterNames);
  const earlierId = definition.scope.unansweredIn;
  return (
    <>
      {earlierId !== undefined && (
        <p className="pb-2">
          The next iteration of{" "}
          <TextLink href={`/reviews/${earlierId}`}>{names.earlier ?? "an earlier review"}</TextLink>.
        </p>
      )}
      <Facts
        items={definitionLines(definition, known, servers).map(({ label, words }) => ({
          label,
          value: words.map((line) => (
            <span key={line} className="block text-pretty">
              {line}
            </span>
          )),
        }))}
      />
    </>
  );
}
