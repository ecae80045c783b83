"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./class-names.ts";

export type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  /** The button that opens it. Leave out when `isOpen` is controlled. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  size?: "small" | "medium" | "large";
};

const WIDTHS = { small: "sm:w-[26rem]", medium: "sm:w-[34rem]", large: "sm:w-[48rem]" };

/** A modal dialog: centred where there is room, a sheet from below on a phone. */
export function Dialog(props: DialogProps) {
  return (
    <Base.Root
      {...(props.isOpen === undefined ? {} : { open: props.isOpen })}
      onOpenChange={(open) => props.onOpenChange?.(open)}
    >
      {props.trigger !== undefined && <Base.Trigger render={props.trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className={cn(POPUP, WIDTHS[props.size ?? "medium"])}>
          <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-2">
            <div className="min-w-0">
              <Base.Title className="text-title">{props.title}</Base.Title>
              {props.description !== undefined && (
                <Base.Description className="mt-1 text-ink-muted text-pretty">
                  {props.description}
                </Base.Description>
              )}
            </div>
            <Base.Close
              aria-label="Close"
              className="-mt-1 -mr-2 grid size-8 shrink-0 place-items-center rounded-medium text-ink-muted hover:bg-hover hover:text-ink touch:size-11"
            >
              <X aria-hidden="true" className="size-4" />
            </Base.Close>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 py-2">{props.children}</div>
          {props.footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 px-5 pt-2">{props.footer}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Closes the dialog around it. `render` is the button to show. */
export function DialogClose({ render }: { render: ReactElement }) {
  return <Base.Close render={render} />;
}

const POPUP = cn(
  "floating fixed inset-x-0 bottom-0 z-50 flex max-h-[88dvh] flex-col rounded-b-none pb-4",
  "sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-b-large",
);
