"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useId, useRef, useState } from "react";

// Placing a hint takes more script than all else on many a page, and most reasons are never asked for.
const AnchoredHint = dynamic(() => import("./anchored-hint.tsx").then((module) => module.AnchoredHint), {
  ssr: false,
});

/** A button that cannot be pressed, and says why: on hover, on focus, on tap and to screen readers. */
export function DisabledButton(props: {
  reason: string;
  /** Its name where it shows only an icon. */
  label?: string | undefined;
  className: string;
  children: ReactNode;
}) {
  const reasonId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [hint, setHint] = useState<"never-asked" | "open" | "closed">("never-asked");
  const show = () => setHint("open");
  const hide = () => setHint((before) => (before === "open" ? "closed" : before));
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={props.label}
        aria-disabled="true"
        aria-describedby={reasonId}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        className={props.className}
      >
        {props.children}
      </button>
      <span id={reasonId} hidden>
        {props.reason}
      </span>
      {hint !== "never-asked" && (
        <AnchoredHint anchor={button} isOpen={hint === "open"} onClose={hide}>
          {props.reason}
        </AnchoredHint>
      )}
    </>
  );
}
