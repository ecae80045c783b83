"use client";

import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { cn } from "./class-names.ts";

const SHOW_COPIED_MS = 1600;

/** Copies `value`. Says so in a live region, and says when the browser refuses. */
export function CopyButton(props: { value: string; label: string; className?: string }) {
  const [outcome, setOutcome] = useState<"idle" | "copied" | "refused">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  async function copy() {
    const next = await navigator.clipboard.writeText(props.value).then(
      () => "copied" as const,
      () => "refused" as const,
    );
    setOutcome(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome("idle"), SHOW_COPIED_MS);
  }
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={props.label}
      title={props.label}
      className={cn(
        "grid size-6 shrink-0 place-items-center rounded-small text-ink-faint hover:bg-hover hover:text-ink print:hidden",
        props.className,
      )}
    >
      {outcome === "copied" ? (
        <Check aria-hidden="true" className="size-3.5 text-good" />
      ) : (
        <Copy aria-hidden="true" className="size-3.5" />
      )}
      <span role="status" className="sr-only">
        {outcome === "copied" && "Copied"}
        {outcome === "refused" && "The browser did not allow copying"}
      </span>
    </button>
  );
}
