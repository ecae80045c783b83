import { addDays } from "date-fns/addDays";
import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { getMyPreferences } from "#lib/notifications/queries/get-my-preferences.ts";
import type { CampaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { copyOf } from "#lib/reviews/copy-definition.ts";
import { ruleOf } from "#lib/reviews/plain-rule.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { gatherChoices } from "../../define/gather-choices.ts";
import { newDefinition } from "../../define/new-definition.ts";
import { ScheduleForm } from "../schedule-form.tsx";
import { timeZones } from "../time-zones.ts";

export const metadata: Metadata = { title: "New schedule" };

interface Props {
  searchParams: Promise<{ from?: string }>;
}

/** The form of a new schedule. `?from=` begins with a review's definition. */
export default async function NewSchedulePage({ searchParams }: Props) {
  const { from } = await searchParams;
  const found = await answer((actor) => ask(actor, from));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  if (found.data === null) return <ProblemState problem={NOT_YOURS} />;
  const { definition, choices, timeZone } = found.data;
  const now = pageTime();
  const startsOn = addDays(new Date(now), 1).toISOString().slice(0, 10);
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <PageHeader
        breadcrumbs={[
          { label: "Reviews", href: "/reviews" },
          { label: "Schedules", href: "/reviews/schedules" },
        ]}
        title="New schedule"
        sentence="A review that comes back: each of its dates freezes what is in scope then, and asks about it."
      />
      <ScheduleForm
        saved={{
          definition,
          recurrence: {
            rule: ruleOf({ every: 3, unit: "months" }, startsOn),
            startsOn,
            atTime: "09:00",
            timeZone,
          },
          startsItself: true,
        }}
        choices={choices}
        timeZones={timeZones(timeZone)}
        now={now}
        schedule={null}
      />
    </div>
  );
}

async function ask(actor: PersonActor, from: string | undefined) {
  if (!isPermitted(actor, "campaign:manage")) return null;
  const definition = await beginWith(actor, from);
  const { timeZone, siteTimeZone } = await getMyPreferences(actor, {});
  return {
    definition,
    choices: await gatherChoices(actor, definition.scope),
    timeZone: timeZone ?? siteTimeZone,
  };
}

async function beginWith(actor: PersonActor, from: string | undefined): Promise<CampaignDefinition> {
  if (from === undefined) return newDefinition({});
  return copyOf((await getCampaignHead(actor, { campaignId: from })).definition);
}

/** Said before a form is filled in in vain. */
const NOT_YOURS = {
  code: "forbidden",
  message: `Only ${whoMay("campaign:manage")} schedule reviews.`,
  fields: {},
  requestId: null,
} as const;
