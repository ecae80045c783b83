"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { cn } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

/** A square button with an icon only; `label` is its name and its tooltip. */
export function IconButton(
  props: Omit<ButtonProps, "children" | "icon"> & { label: string; icon: ReactNode },
) {
  const { label, icon, className, variant = "ghost", ...rest } = props;
  return (
    <Tooltip content={label}>
      <Button
        {...rest}
        variant={variant}
        aria-label={label}
        className={cn("aspect-square min-w-8 px-0 touch:min-w-10", className)}
      >
        {icon}
      </Button>
    </Tooltip>
  );
}
