import { Callout } from "#components/ui/callout.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Section } from "#components/ui/section.tsx";
import { RefreshWhileShown } from "../../../servers/[slug]/refresh-while.tsx";
import { DefinitionFacts } from "../../define/definition-facts.tsx";
import type { CampaignHead } from "../campaign.ts";
import type { Before } from "./before.ts";
import { NotStarted } from "./not-started.tsx";
import { Problems } from "./problems.tsx";

/** What a draft asks for, and how far its population is gathered when that was asked. */
export function Draft({ campaign, before }: { campaign: CampaignHead; before: Before }) {
  const { staging, failure, problems, notStarted } = before;
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      {staging !== null && <Gathering staging={staging} />}
      <NotStarted campaign={campaign} before={before} />
      {failure !== null && failure !== notStarted && (
        <Callout meaning="danger" title="It could not be staged">
          {failure}
        </Callout>
      )}
      <Problems problems={problems} />
      <Section title="What it asks for">
        <DefinitionFacts campaignId={campaign.id} definition={campaign.definition} />
      </Section>
    </div>
  );
}

function Gathering({ staging: { written, expected } }: { staging: NonNullable<Before["staging"]> }) {
  return (
    <Section title="Being staged">
      <RefreshWhileShown />
      <Progress
        label="Items frozen"
        done={written}
        {...(expected === null || expected === 0 ? {} : { total: expected })}
        detail="You can leave this page: it goes on, and you are told when it is done."
      />
    </Section>
  );
}
