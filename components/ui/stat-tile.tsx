import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { MEANING_ICONS, MEANING_INK, type Meaning } from "./meaning.tsx";

/** A figure, what it counts, and the list that makes it. A meaning adds its icon; say the word in `detail`. */
export function StatTile(props: {
  label: string;
  figure: ReactNode;
  href: string;
  detail?: ReactNode;
  meaning?: Meaning;
}) {
  const Icon = props.meaning === undefined ? undefined : MEANING_ICONS[props.meaning];
  return (
    <Link
      href={props.href}
      className="group grid content-start gap-0.5 rounded-large border border-line bg-surface px-4 py-3 hover:border-line-strong"
    >
      <span className="text-ink-muted group-hover:text-ink">{props.label}</span>
      <span className="text-display tabular-nums font-strong">{props.figure}</span>
      {props.detail !== undefined && (
        <span className={cn("flex items-center gap-1 text-small", MEANING_INK[props.meaning ?? "neutral"])}>
          {Icon !== undefined && <Icon aria-hidden="true" className="size-3.5 shrink-0" />}
          {props.detail}
        </span>
      )}
    </Link>
  );
}
