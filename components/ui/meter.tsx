import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { MEANING_INK, type Meaning } from "./meaning.tsx";

/** A share of a whole, as a bar with its figures in words ("38 of 41 have an owner"). */
export function Meter(props: {
  label: ReactNode;
  value: number;
  total: number;
  meaning?: Meaning;
  className?: string;
}) {
  const { value, total } = props;
  const percent = total === 0 ? 0 : Math.floor((value / total) * 100);
  const figures = `${value.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  return (
    <div className={cn("grid grid-cols-1 gap-1", props.className)}>
      <div className="flex items-baseline justify-between gap-4">
        <span className="min-w-0">{props.label}</span>
        <span className="whitespace-nowrap text-ink-muted tabular-nums">
          {figures} <span className="ml-1 inline-block w-9 text-right text-ink">{percent}%</span>
        </span>
      </div>
      <progress
        aria-label={typeof props.label === "string" ? `${props.label}: ${figures}` : figures}
        max={Math.max(total, 1)}
        value={value}
        className={cn("bar", MEANING_INK[props.meaning ?? "good"])}
      />
    </div>
  );
}
