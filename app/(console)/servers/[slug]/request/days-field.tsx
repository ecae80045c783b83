import { TextField } from "#components/ui/text-field.tsx";

/** For how long; policy says the most. */
export function DaysField({ days, maxDays }: { days: number; maxDays: number }) {
  return (
    <TextField
      name="durationDays"
      label="Days"
      hint={`It ends by itself after that; at most ${maxDays} here.`}
      type="number"
      inputMode="numeric"
      min={1}
      max={maxDays}
      defaultValue={days}
      className="max-w-64"
    />
  );
}
