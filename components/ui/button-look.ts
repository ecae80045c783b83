import { cn } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "small" | "medium" | "large";

const VARIANTS = {
  primary:
    "border-accent bg-accent text-accent-ink usable-hover:border-accent-hover usable-hover:bg-accent-hover",
  secondary: "border-line-strong bg-surface text-ink usable-hover:bg-hover",
  ghost: "border-transparent bg-transparent text-ink-muted usable-hover:bg-hover usable-hover:text-ink",
  danger:
    "border-danger-fill bg-danger-fill text-danger-ink usable-hover:border-danger-fill-hover usable-hover:bg-danger-fill-hover",
} satisfies Record<ButtonVariant, string>;

const SIZES = {
  small: "min-h-7 gap-1 px-2 text-small touch:min-h-9",
  medium: "min-h-8 gap-1.5 px-3 text-body touch:min-h-10",
  large: "min-h-10 gap-2 px-4 text-body touch:min-h-11",
} satisfies Record<ButtonSize, string>;

/** Classes shared by buttons and links that look like buttons. `large` is 44 px on touch: use it to decide. */
export function buttonLook(variant: ButtonVariant = "secondary", size: ButtonSize = "medium"): string {
  return cn(
    "inline-flex select-none items-center justify-center whitespace-nowrap rounded-medium border font-strong",
    "transition-colors duration-100 [&_svg]:size-4 [&_svg]:shrink-0",
    "aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-faint",
    VARIANTS[variant],
    SIZES[size],
  );
}
