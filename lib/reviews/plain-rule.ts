import { RRule } from "./rrule.ts";

/** How most people say when something comes back: every so many weeks, months or years, from its first day on. */
export interface PlainRule {
  every: number;
  unit: (typeof RULE_UNITS)[number];
}
export const RULE_UNITS = ["weeks", "months", "years"] as const;

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/**
 * The recurrence rule of it. A month that is too short has it on its last day: what begins on the 31st is on 28 February
 * too, where a plain rule of RFC 5545 would leave the month out.
 */
export function ruleOf({ every, unit }: PlainRule, startsOn: string): string {
  const first = new Date(startsOn);
  const day = first.getUTCDate();
  const ofMonth =
    day <= 28
      ? `BYMONTHDAY=${day}`
      : `BYMONTHDAY=${Array.from({ length: day - 27 }, (_, index) => 28 + index).join(",")};BYSETPOS=-1`;
  switch (unit) {
    case "weeks":
      return `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${DAYS[first.getUTCDay()]}`;
    case "months":
      return `FREQ=MONTHLY;INTERVAL=${every};${ofMonth}`;
    case "years":
      return `FREQ=YEARLY;INTERVAL=${every};BYMONTH=${first.getUTCMonth() + 1};${ofMonth}`;
  }
}

/** The plain words that make this very rule, or null where there are none. */
export function plainRuleOf(rule: string, startsOn: string): PlainRule | null {
  const every = Number(/(?:^|;)INTERVAL=(\d+)/.exec(rule)?.[1] ?? 1);
  const found = RULE_UNITS.find((unit) => ruleOf({ every, unit }, startsOn) === rule);
  return found === undefined ? null : { every, unit: found };
}

/** "every 3 months", or what the rule's own words are. */
export function ruleWords(rule: string, startsOn: string): string {
  const plain = plainRuleOf(rule, startsOn);
  if (plain === null) return RRule.fromString(rule).toText();
  return plain.every === 1 ? `every ${plain.unit.slice(0, -1)}` : `every ${plain.every} ${plain.unit}`;
}
