import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonLook } from "./button-look.ts";
import { cn } from "./class-names.ts";
import { DisabledButton } from "./disabled-button.tsx";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Before the words. */
  icon?: ReactNode;
  /** Why this cannot be done now, in words. The button stays in the tab order and says so. */
  disabledReason?: string | undefined;
  /** Busy: shows a spinner and ignores presses. */
  isPending?: boolean;
};

/** A button. It is never silently disabled: give `disabledReason`, or leave it enabled and answer on press. */
export function Button(props: ButtonProps) {
  const {
    variant,
    size,
    icon,
    disabledReason,
    isPending = false,
    className,
    children,
    type,
    ...rest
  } = props;
  const look = cn(buttonLook(variant, size), className);
  if (disabledReason !== undefined) {
    return (
      <DisabledButton reason={disabledReason} label={rest["aria-label"]} className={look}>
        {icon}
        {children}
      </DisabledButton>
    );
  }
  return (
    <button
      {...rest}
      {...(isPending ? { "aria-busy": true, "aria-disabled": true, onClick: undefined } : {})}
      // A busy submit button must not submit again, so it stops being one.
      type={isPending ? "button" : (type ?? "button")}
      className={look}
    >
      {isPending ? <Spinner /> : icon}
      {children}
    </button>
  );
}
