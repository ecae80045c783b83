"use client";

import { type ReactElement, type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import { Callout } from "./callout.tsx";
import { Dialog, DialogClose } from "./dialog.tsx";

export type ConfirmDialogProps = {
  trigger: ReactElement;
  title: string;
  /** What will happen, and for how many. */
  children: ReactNode;
  confirmLabel: string;
  isDangerous?: boolean;
  /** Asks to type this name before the button works. */
  nameToType?: string;
  /** Does it. Resolves to nothing when done, or to a sentence that says why not: the dialog then stays open. */
  onConfirm: () => Promise<string | undefined>;
};

/** Asks once more before an act that is hard to undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const inputId = useId();
  const { nameToType } = props;
  const isNameMissing = nameToType !== undefined && asSeen(typed) !== asSeen(nameToType);

  function changeOpen(open: boolean) {
    setIsOpen(open);
    setTyped("");
    setProblem(undefined);
  }
  async function confirm() {
    setIsPending(true);
    const refusal = await props
      .onConfirm()
      .catch(() => "Something went wrong. Nothing was confirmed; try again.");
    setIsPending(false);
    if (refusal === undefined) changeOpen(false);
    else setProblem(refusal);
  }

  return (
    <Dialog
      size="small"
      title={props.title}
      trigger={props.trigger}
      isOpen={isOpen}
      onOpenChange={changeOpen}
      footer={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button
            variant={props.isDangerous ? "danger" : "primary"}
            isPending={isPending}
            disabledReason={isNameMissing ? `Type ${nameToType} to confirm` : undefined}
            onClick={confirm}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <div className="text-ink-muted">{props.children}</div>
        {nameToType !== undefined && (
          <div className="grid gap-1">
            <label htmlFor={inputId}>
              Type <strong className="select-all">{nameToType}</strong> to confirm
            </label>
            <input
              id={inputId}
              className="control"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        )}
        <div aria-live="polite">{problem !== undefined && <Callout meaning="danger" title={problem} />}</div>
      </div>
    </Dialog>
  );
}

/** A name however its spaces, accents and invisible characters were written. */
function asSeen(name: string): string {
  return name
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}
