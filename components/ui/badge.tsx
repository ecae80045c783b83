import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { MEANING_ICONS, MEANING_TINT, type Meaning } from "./meaning.tsx";

/**
 * A boxed word with a meaning. The icon follows the meaning unless the room has a better one.
 * For a state in a table prefer the quieter `Status`.
 */
export function Badge(props: {
  meaning?: Meaning;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const meaning = props.meaning ?? "neutral";
  const Icon = MEANING_ICONS[meaning];
  return (
    <span
      className={cn(
        "inline-flex min-h-5 max-w-full align-middle items-center gap-1 rounded-small border px-1.5 text-small font-strong",
        "[&_svg]:size-3.5 [&_svg]:shrink-0",
        MEANING_TINT[meaning],
        props.className,
      )}
    >
      {props.icon ?? <Icon aria-hidden="true" />}
      <span className="truncate">{props.children}</span>
    </span>
  );
}
