"use client";

import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { useFormContext } from "./form-context.ts";

/** The button that sends the form around it. Give `name` and `value` when there are several. */
export function SubmitButton({ variant = "primary", ...rest }: Omit<ButtonProps, "type" | "isPending">) {
  const { isPending } = useFormContext();
  return <Button {...rest} variant={variant} type="submit" isPending={isPending} />;
}

/**
 * Lines up a form's buttons, the main one last. `isStuck` keeps them in sight on long pages, and above the bar of
 * places on phones.
 */
export function FormActions(props: { children: React.ReactNode; isStuck?: boolean }) {
  return (
    <div
      data-stuck-actions={props.isStuck || undefined}
      className={
        props.isStuck
          ? "sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 flex flex-wrap justify-end gap-2 border-line border-t bg-surface py-3 sm:bottom-0"
          : "flex flex-wrap justify-end gap-2"
      }
    >
      {props.children}
    </div>
  );
}
