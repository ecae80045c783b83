import { Check, Circle, CircleDot, X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

export type Stage = { label: string; detail?: ReactNode; state: "done" | "current" | "waiting" | "stopped" };

const LOOKS = {
  done: { Icon: Check, word: "Done", ink: "text-good" },
  current: { Icon: CircleDot, word: "Now", ink: "text-accent" },
  waiting: { Icon: Circle, word: "Waiting", ink: "text-ink-faint" },
  stopped: { Icon: X, word: "Stopped", ink: "text-danger" },
} satisfies Record<Stage["state"], { Icon: typeof Check; word: string; ink: string }>;

/** Steps in their order, and which one this is. Across where there is room, down on a phone. */
export function Stages(props: { label: string; stages: readonly Stage[] }) {
  return (
    <ol aria-label={props.label} className="grid gap-3 sm:auto-cols-fr sm:grid-flow-col">
      {props.stages.map((stage) => {
        const { Icon, word, ink } = LOOKS[stage.state];
        return (
          <li
            key={stage.label}
            aria-current={stage.state === "current" ? "step" : undefined}
            className={cn(
              "flex gap-2 border-line border-l-2 pl-3 sm:border-t-2 sm:border-l-0 sm:pt-2 sm:pl-0",
              stage.state === "done" && "border-good",
              stage.state === "current" && "border-accent",
              stage.state === "stopped" && "border-danger",
            )}
          >
            <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", ink)} />
            <span className="min-w-0">
              <span className={cn("block", stage.state === "waiting" ? "text-ink-muted" : "font-strong")}>
                <span className="sr-only">{word}: </span>
                {stage.label}
              </span>
              {stage.detail !== undefined && (
                <span className="block text-ink-muted text-small">{stage.detail}</span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
