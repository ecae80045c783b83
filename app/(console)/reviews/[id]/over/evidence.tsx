import { Facts } from "#components/ui/facts.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CampaignHead } from "../campaign.ts";
import { ExportEvidence } from "./export-evidence.tsx";

/** What proves the review: what was asked, what was frozen, and the hash that stands in the audit trail. */
export function Evidence(props: { campaign: CampaignHead; allowed: true | string; now: string }) {
  const { campaign, allowed, now } = props;
  const { population, evidenceHash, closedAt } = campaign;
  return (
    <Section
      title="Evidence"
      description={
        <>
          The hashes stand in the audit trail since the review {sinceWhen(campaign)}. Whoever has the JSON
          file makes all of them again with <code>steward evidence verify</code>, and nothing else.
        </>
      }
      actions={<ExportEvidence campaignId={campaign.id} allowed={allowed} />}
    >
      <Facts
        items={[
          {
            label: "Population",
            value: `${(population.count ?? 0).toLocaleString("en")} items`,
            hint: population.query !== null && (
              <>
                as they stood on <Time at={population.query.askedAt} now={now} show="exact" />
              </>
            ),
          },
          ...(population.hash === null
            ? []
            : [
                { label: "Population hash", value: <Hash value={population.hash} label="population hash" /> },
              ]),
          ...(evidenceHash === null
            ? []
            : [{ label: "Evidence hash", value: <Hash value={evidenceHash} label="evidence hash" /> }]),
          ...(closedAt === null
            ? []
            : [{ label: "Closed", value: <Time at={closedAt} now={now} show="exact" /> }]),
        ]}
      />
    </Section>
  );
}

function Hash({ value, label }: { value: string; label: string }) {
  return <Mono value={value} label={label} className="print:[&_code]:whitespace-normal" />;
}

function sinceWhen({ state }: CampaignHead): string {
  if (state === "signed") return "started, closed and was signed";
  return state === "closed" ? "started and closed" : "started";
}
