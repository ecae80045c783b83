"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

/** A small panel beside a button, for facts or a few controls. It traps nothing and closes on Escape. */
export function Popover(props: {
  trigger: ReactElement;
  title?: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={props.align ?? "start"} className="z-50">
          <Base.Popup className="floating max-h-[var(--available-height)] w-80 max-w-[calc(100vw-2rem)] overflow-y-auto p-3">
            {props.title !== undefined && <Base.Title className="mb-1 text-body">{props.title}</Base.Title>}
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
