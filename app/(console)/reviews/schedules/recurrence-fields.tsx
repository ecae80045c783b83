import { useState } from "react";
import { DateField } from "#components/ui/date-field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { type PlainRule, plainRuleOf, RULE_UNITS, ruleOf } from "#lib/reviews/plain-rule.ts";
import type { Recurrence } from "#lib/reviews/recurrence.ts";
import { NextDates } from "./next-dates.tsx";

interface Props {
  recurrence: Recurrence;
  timeZones: readonly string[];
  /** ISO 8601: dates before it are not shown. */
  now: string;
  onChange: (recurrence: Recurrence) => void;
}

const UNITS: readonly SelectOption[] = [
  ...RULE_UNITS.map((unit) => ({ value: unit, label: unit })),
  { value: "rule", label: "by a rule (RFC 5545)" },
];

/** When it comes back: in plain words, or by a rule of one's own; and what that comes to. */
export function RecurrenceFields({ recurrence, timeZones, now, onChange }: Props) {
  // Null while the rule is written by hand: then nothing else rewrites it.
  const [plain, setPlain] = useState<PlainRule | null>(() =>
    plainRuleOf(recurrence.rule, recurrence.startsOn),
  );
  function say(words: PlainRule | null, startsOn = recurrence.startsOn) {
    setPlain(words);
    const isWhole = words !== null && words.every >= 1 && startsOn !== "";
    onChange({ ...recurrence, startsOn, ...(isWhole ? { rule: ruleOf(words, startsOn) } : {}) });
  }
  function chooseUnit(value: string) {
    const unit = RULE_UNITS.find((one) => one === value);
    say(unit === undefined ? null : { every: plain?.every ?? 1, unit });
  }
  return (
    <div className="grid gap-4">
      <div className="grid max-w-lg grid-cols-2 gap-4">
        {plain !== null && (
          <TextField
            name="every"
            label="Every"
            type="number"
            inputMode="numeric"
            min={1}
            max={104}
            value={plain.every === 0 ? "" : plain.every}
            onChange={(event) => say({ ...plain, every: Math.trunc(Number(event.target.value)) })}
          />
        )}
        <Select
          name="unit"
          label={plain === null ? "Comes back" : "Weeks, months or years"}
          options={UNITS}
          value={plain?.unit ?? "rule"}
          onChange={(event) => chooseUnit(event.target.value)}
        />
      </div>
      {plain === null && (
        <TextField
          name="recurrence.rule"
          label="Rule"
          hint="Such as FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO: the first Monday of every third month."
          isMono
          maxLength={200}
          value={recurrence.rule}
          onChange={(event) => onChange({ ...recurrence, rule: event.target.value })}
          className="max-w-lg"
        />
      )}
      <div className="grid gap-4 sm:grid-cols-[10rem_8rem_minmax(0,16rem)]">
        <DateField
          name="recurrence.startsOn"
          label="First day"
          value={recurrence.startsOn}
          onChange={(event) => say(plain, event.target.value)}
        />
        <TextField
          name="recurrence.atTime"
          label="Time"
          type="time"
          value={recurrence.atTime}
          onChange={(event) => onChange({ ...recurrence, atTime: event.target.value })}
        />
        <Select
          name="recurrence.timeZone"
          label="Time zone"
          options={timeZones.map((zone) => ({ value: zone, label: zone }))}
          value={recurrence.timeZone}
          onChange={(event) => onChange({ ...recurrence, timeZone: event.target.value })}
        />
      </div>
      <NextDates recurrence={recurrence} now={now} />
    </div>
  );
}
