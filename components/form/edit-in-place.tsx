"use client";

import { Pencil } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Form } from "./form.tsx";
import type { FormAction } from "./form-state.ts";
import { SubmitButton } from "./submit-button.tsx";

/**
 * A value that turns into its field where it stands: by its pencil, a click on it, or `e` on the pencil. Enter saves,
 * Escape puts back. Where it may not be changed the pencil stays in sight and says why.
 */
export function EditInPlace(props: {
  /** What is edited, in lower case: "the purpose". */
  label: string;
  action: FormAction;
  shown: ReactNode;
  /** The field, and hidden inputs. */
  children: ReactNode;
  disabledReason?: string | undefined;
}) {
  const [isEditing, setIsEditing] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const name = `Edit ${props.label}`;
  const isOff = props.disabledReason !== undefined;

  function open() {
    setIsEditing(true);
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>("input:not([type='hidden']), select, textarea")?.focus(),
    );
  }
  function close() {
    setIsEditing(false);
    requestAnimationFrame(() => frame.current?.querySelector("button")?.focus());
  }

  if (!isEditing) {
    return (
      <div ref={frame} className="group flex min-w-0 items-start justify-between gap-2">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the pencil beside it does the same by keyboard */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the pencil beside it does the same by keyboard */}
        <div
          className={isOff ? "min-w-0" : "min-w-0 flex-1 cursor-text"}
          onClick={(event) => {
            const isOwn = (event.target as Element).closest("a, button") !== null;
            if (!isOff && !isOwn && window.getSelection()?.isCollapsed !== false) open();
          }}
        >
          {props.shown}
        </div>
        <span className="-my-1.5 shrink-0 print:hidden">
          <IconButton
            label={name}
            icon={<Pencil aria-hidden="true" className="size-3.5" />}
            size="small"
            onClick={open}
            onKeyDown={(event) => {
              if (event.key === "e" && !isOff) open();
            }}
            {...(props.disabledReason === undefined ? {} : { disabledReason: props.disabledReason })}
          />
        </span>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the field is the keyboard's way back
    <div
      ref={frame}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
        const { target } = event;
        if (event.key === "Enter" && !event.shiftKey && target instanceof HTMLTextAreaElement) {
          event.preventDefault();
          target.form?.requestSubmit();
        }
      }}
    >
      <Form
        action={props.action}
        onDone={close}
        aria-label={name}
        className="gap-2 [&_label:has(>.sr-only)]:h-0"
      >
        {props.children}
        <div className="flex flex-wrap gap-2">
          <SubmitButton size="small">Save</SubmitButton>
          <Button size="small" onClick={close}>
            Cancel
          </Button>
        </div>
      </Form>
    </div>
  );
}
