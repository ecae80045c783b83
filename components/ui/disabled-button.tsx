"use client";

import { type ReactNode, useId } from "react";
import { Tooltip } from "./tooltip.tsx";

/** A button that cannot be pressed, and says why: on hover, on focus, on tap and to screen readers. */
export function DisabledButton(props: {
  reason: string;
  /** Its name where it shows only an icon. */
  label?: string | undefined;
  className: string;
  children: ReactNode;
}) {
  const reasonId = useId();
  return (
    <>
      <Tooltip content={props.reason} opensOnPress>
        <button
          type="button"
          aria-label={props.label}
          aria-disabled="true"
          aria-describedby={reasonId}
          className={props.className}
        >
          {props.children}
        </button>
      </Tooltip>
      <span id={reasonId} hidden>
        {props.reason}
      </span>
    </>
  );
}
