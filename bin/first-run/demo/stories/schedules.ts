import { campaignDefinition } from "#lib/reviews/campaign-definition.ts";
import { changeTrigger } from "#lib/reviews/commands/change-trigger.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { ruleOf } from "#lib/reviews/plain-rule.ts";
import { TRIGGERS } from "#lib/reviews/trigger.ts";
import type { Step } from "../world.ts";

/** Production is reviewed every quarter, and what belongs to somebody who leaves when they do, as Tomás does. */
export const schedules: readonly Step[] = [
  {
    daysAgo: 58,
    run: async ({ who, walk }) => {
      const startsOn = firstOfMonthAfter(walk.day(14));
      await defineSchedule(who.ada, {
        definition: campaignDefinition.parse({
          format: 1,
          name: "Quarterly review of production",
          purpose: "Every quarter, everything that reaches production, as PCI DSS 7.2.4 asks.",
          scope: { servers: { environment: ["production"] } },
          subjects: ["server", "access", "credential", "scope", "tool"],
          stages: [
            { name: "Owners", reviewers: [{ kind: "owner" }, { kind: "backup_owner" }], days: 14 },
            {
              name: "Security",
              reviewers: [{ kind: "role", role: "approver" }],
              days: 7,
              takes: "high_risk",
            },
          ],
          fallback: { kind: "role", role: "admin" },
          noResponse: { low: "keep", medium: "revoke", high: "revoke" },
        }),
        recurrence: {
          rule: ruleOf({ every: 3, unit: "months" }, startsOn),
          startsOn,
          atTime: "09:00",
          timeZone: "Europe/Vienna",
        },
        startsItself: true,
      });
    },
  },
  {
    daysAgo: 12.5,
    run: async ({ who }) => {
      const { terms } = TRIGGERS.owner_left;
      await changeTrigger(who.ada, { kind: "owner_left", isOn: true, terms, version: 0 });
    },
  },
];

function firstOfMonthAfter(day: Date): string {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}
