import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { MEANING_ICONS, MEANING_INK, type Meaning } from "./meaning.tsx";

/** A state in running text or a cell: icon and word, no box. The icon carries the colour, the word stays ink. */
export function Status(props: {
  meaning?: Meaning;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const meaning = props.meaning ?? "neutral";
  const Icon = MEANING_ICONS[meaning];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap align-middle", props.className)}>
      <span className={cn("[&_svg]:size-4", MEANING_INK[meaning])}>
        {props.icon ?? <Icon aria-hidden="true" />}
      </span>
      <span className={meaning === "danger" ? "text-danger" : undefined}>{props.children}</span>
    </span>
  );
}
