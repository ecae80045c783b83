import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { ITEMS_A_DAY } from "#lib/reviews/before-run.ts";
import { REVIEW_RISKS, REVIEW_SUBJECTS } from "#lib/reviews/campaign-definition.ts";
import { STALE_AFTER_DAYS } from "#lib/reviews/staging.ts";
import { NotCounted } from "../../define/not-counted.tsx";
import { countedInWords, subjectsInWords } from "../../define/subject-words.ts";
import type { CampaignHead } from "../campaign.ts";
import type { Before } from "./before.ts";
import { NotStarted } from "./not-started.tsx";
import { Problems } from "./problems.tsx";
import { ReviewerTable } from "./reviewer-table.tsx";

interface Props {
  campaign: CampaignHead;
  before: Before;
  now: string;
}

/** Who would review how much, what is left without anybody, how old the facts are, and what would come of it. */
export function Staged({ campaign, before, now }: Props) {
  const { definition, population, stagedAt } = campaign;
  const { summary, loads } = before;
  const days = definition.stages[0]?.days ?? 1;
  return (
    <div className="grid grid-cols-1 gap-6">
      <NotStarted campaign={campaign} before={before} />
      <Unassigned before={before} />
      <Problems problems={before.problems} />
      {loads.withTooMany > 0 && (
        <Callout
          meaning="warning"
          title={`${countedInWords(loads.withTooMany, "reviewer has", "reviewers have")} more than anybody can look at`}
        >
          More than {ITEMS_A_DAY} items a day for {countedInWords(days, "day", "days")}. Give the stage more
          days, name others, or make the scope narrower.
        </Callout>
      )}
      {summary !== null && summary.staleServers > 0 && (
        <Callout
          meaning="warning"
          title={`The facts of ${countedInWords(summary.staleServers, "server", "servers")} may be old`}
        >
          Of {countedInWords(summary.servers, "server", "servers")} in this review, so many were not looked at
          for {STALE_AFTER_DAYS} days, or never. Ask them anew first, and stage again, if their tools may have
          changed.
        </Callout>
      )}
      {loads.notSeen > 0 && (
        <Callout
          meaning="notice"
          title={`${countedInWords(loads.notSeen, "reviewer has", "reviewers have")} not signed in for ${STALE_AFTER_DAYS} days, or never`}
        >
          Make sure that they are still there before time runs.
        </Callout>
      )}
      <NotCounted definition={definition} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Section title="What is frozen">
          <Facts
            items={[
              {
                label: "Items",
                value: (population.count ?? 0).toLocaleString("en"),
                hint: kindsInWords(before),
              },
              { label: "By risk", value: risksInWords(before) },
              ...(summary === null
                ? []
                : [{ label: "Servers", value: summary.servers.toLocaleString("en") }]),
              ...(stagedAt === null ? [] : [{ label: "Frozen", value: <Time at={stagedAt} now={now} /> }]),
              {
                label: "Hash",
                value: <code className="break-all font-mono text-small">{population.hash}</code>,
              },
            ]}
          />
        </Section>
        <Section title="What would come of it">
          <Facts items={outcomes(campaign, before, now)} />
        </Section>
      </div>
      <section aria-labelledby="who-reviews" className="grid grid-cols-1 gap-2">
        <h2 id="who-reviews" className="text-title">
          Who reviews
        </h2>
        <p className="text-ink-muted">
          {countedInWords(loads.reviewers, "person", "people")}, those with most first.
        </p>
        <ReviewerTable rows={before.reviewers} total={loads.reviewers} now={now} />
      </section>
    </div>
  );
}

function Unassigned({ before: { loads, unassigned } }: { before: Before }) {
  if (loads.unassigned === 0) return null;
  return (
    <Callout
      meaning="danger"
      title={`Nobody could answer for ${countedInWords(loads.unassigned, "item", "items")}: it cannot start`}
    >
      <p>Take it back for editing and name a fallback who can, or give these servers an owner.</p>
      <ul className="mt-1 list-disc pl-5">
        {unassigned.map(({ id, kind, server, name }) => (
          <li key={id}>{kind === "server" ? server : `${server}: ${name}`}</li>
        ))}
        {loads.unassigned > unassigned.length && (
          <li>and {(loads.unassigned - unassigned.length).toLocaleString("en")} more</li>
        )}
      </ul>
    </Callout>
  );
}

function kindsInWords({ breakdown }: Before): string {
  const kinds = REVIEW_SUBJECTS.flatMap((subject) => {
    const count = sum(breakdown.filter(({ kind }) => kind === subject));
    return count === 0 ? [] : [subjectsInWords(subject, count)];
  });
  return new Intl.ListFormat("en").format(kinds);
}

function risksInWords({ breakdown }: Before): string {
  return REVIEW_RISKS.toReversed()
    .map((risk) => `${sum(breakdown.filter((one) => one.risk === risk)).toLocaleString("en")} ${risk}`)
    .join(", ");
}

function sum(rows: Before["breakdown"]): number {
  return rows.reduce((total, { items }) => total + items, 0);
}

function outcomes({ definition }: CampaignHead, before: Before, now: string) {
  const { summary, endsInSilence, breakdown, wouldEndAt } = before;
  const { startsOn } = definition;
  const population = sum(breakdown);
  const share = population === 0 ? 0 : Math.round((endsInSilence / population) * 100);
  const recommended = summary?.recommended ?? {};
  return [
    {
      label: "Facts speak for ending",
      value: (recommended.revoke ?? 0).toLocaleString("en"),
      hint: "Unused, expired, or never used. Nothing is chosen for anybody.",
    },
    { label: "Facts speak for a change", value: (recommended.change ?? 0).toLocaleString("en") },
    { label: "Want a closer look", value: (recommended.look ?? 0).toLocaleString("en") },
    {
      label: "If nobody answered at all",
      value: `${endsInSilence.toLocaleString("en")} would end (${share}%)`,
      hint:
        share > definition.brakePercent
          ? `That is over the brake of ${definition.brakePercent}%: closing would ask a second person.`
          : `That is within the brake of ${definition.brakePercent}%.`,
    },
    ...(startsOn === null
      ? []
      : [{ label: "Starts by itself", value: startsOn, hint: "With the beginning of that day (UTC)." }]),
    { label: "Started now, it ends", value: <Time at={wouldEndAt} now={now} /> },
  ];
}
