import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonLook } from "./button-look.ts";
import { cn } from "./class-names.ts";

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton(
  props: ComponentProps<typeof Link> & { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode },
) {
  const { variant, size, icon, className, children, ...rest } = props;
  return (
    <Link {...rest} className={cn(buttonLook(variant, size), className)}>
      {icon}
      {children}
    </Link>
  );
}
