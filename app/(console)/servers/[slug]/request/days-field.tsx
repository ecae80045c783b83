"use client";

import { useState } from "react";
import { useFormContext } from "#components/form/form-context.ts";
import type { FormState } from "#components/form/form-state.ts";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  /** As they are typed. */
  days: string | number;
  maxDays: number;
  hint?: string;
  /** What is wrong with them, as the address has them. */
  problem: string | undefined;
}

/** For how long; policy says the most. What is wrong with it is said here, before it is sent and after. */
export function DaysField({ days, maxDays, hint, problem }: Props) {
  const { state } = useFormContext();
  // What the last answer said is over once something else is typed.
  const [typedSince, setTypedSince] = useState<FormState | null>(null);
  return (
    <TextField
      name="durationDays"
      label="Days"
      hint={hint ?? `It ends by itself after that; at most ${maxDays} here.`}
      type="number"
      inputMode="numeric"
      min={1}
      max={maxDays}
      defaultValue={days}
      onChange={() => setTypedSince(state)}
      {...(problem !== undefined || typedSince === state ? { problem: problem ?? null } : {})}
      className="max-w-64"
    />
  );
}
