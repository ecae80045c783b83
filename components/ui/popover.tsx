"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./class-names.ts";

/** A small panel at its button, for what is more than a menu: boxes to tick, a search. `label` names it. */
export function Popover(props: {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  align?: "start" | "end";
  isOpenAtFirst?: boolean;
  /** Leave out when the trigger alone opens and closes it. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  className?: string;
}) {
  return (
    <Base.Root
      {...(props.isOpen === undefined
        ? { defaultOpen: props.isOpenAtFirst ?? false }
        : { open: props.isOpen })}
      onOpenChange={(isOpen) => props.onOpenChange?.(isOpen)}
    >
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          sideOffset={4}
          align={props.align ?? "start"}
          collisionPadding={12}
          className="z-50 outline-none"
        >
          <Base.Popup
            aria-label={props.label}
            className={cn(
              "floating flex max-h-[min(30rem,var(--available-height))] w-72 max-w-[var(--available-width)] flex-col overflow-hidden outline-none",
              props.className,
            )}
          >
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
