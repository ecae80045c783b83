import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** A link in running text or in a cell. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={cn(
        "rounded-small text-accent underline decoration-accent-line underline-offset-3 hover:decoration-accent",
        className,
      )}
    />
  );
}
