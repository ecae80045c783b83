import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { MEANING_ICONS, MEANING_INK, MEANING_TINT, type Meaning } from "./meaning.tsx";

/** A message in the page, with a meaning. The title says it in one line; children explain; actions answer. */
export function Callout(props: {
  meaning: Meaning;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  const Icon = MEANING_ICONS[props.meaning];
  return (
    <div
      className={cn(
        "flex gap-2.5 rounded-medium border px-3 py-2.5",
        MEANING_TINT[props.meaning],
        props.className,
      )}
    >
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", MEANING_INK[props.meaning])} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 [overflow-wrap:anywhere]">
          <p className="text-ink font-strong text-pretty">{props.title}</p>
          {props.children !== undefined && <div className="text-ink-muted text-pretty">{props.children}</div>}
        </div>
        {props.actions !== undefined && (
          <div className="flex flex-wrap items-center gap-2 print:hidden">{props.actions}</div>
        )}
      </div>
    </div>
  );
}
