import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** The bare box of a checkbox, drawn by us, driven by the platform. Needs a label from whoever uses it. */
export function ChoiceBox({ className, ...input }: ComponentProps<"input">) {
  return (
    <span className={cn("relative inline-grid size-6 shrink-0 place-items-center", className)}>
      <input
        {...input}
        className={cn(
          "peer size-4 cursor-pointer appearance-none forced-colors:appearance-auto border border-line-strong bg-surface hover:border-ink-faint",
          "checked:border-accent checked:bg-accent",
          "disabled:cursor-not-allowed disabled:border-pressed disabled:bg-sunken aria-invalid:border-danger",
          // Radio buttons of which none is chosen count as indeterminate too, and are not half chosen.
          input.type === "radio"
            ? "rounded-full"
            : "rounded-small indeterminate:border-accent indeterminate:bg-accent",
        )}
      />
      {input.type === "radio" ? (
        <span className="pointer-events-none absolute size-1.5 rounded-full bg-accent-ink opacity-0 peer-checked:opacity-100" />
      ) : (
        <>
          <svg
            aria-hidden="true"
            viewBox="0 0 16 16"
            className="pointer-events-none absolute size-3.5 stroke-2 stroke-accent-ink fill-none opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-0"
          >
            <path d="m3.5 8.5 3 3 6-7" />
          </svg>
          <span className="pointer-events-none absolute h-0.5 w-2 bg-accent-ink opacity-0 peer-indeterminate:opacity-100" />
        </>
      )}
    </span>
  );
}
