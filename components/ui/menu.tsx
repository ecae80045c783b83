"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./class-names.ts";

const ITEM = cn(
  "relative flex min-h-8 select-none items-center gap-2 rounded-small px-2 outline-none touch:min-h-11",
  "data-highlighted:bg-hover data-disabled:text-ink-faint [&_svg]:size-4 [&_svg]:shrink-0",
);

/** A list of actions under a button. Fill it with the items below. */
export function Menu(props: {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  isOpenAtFirst?: boolean;
}) {
  return (
    <Base.Root modal={false} defaultOpen={props.isOpenAtFirst ?? false}>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={props.align ?? "end"} className="z-50 outline-none">
          <Base.Popup className="floating min-w-48 max-w-[min(20rem,var(--available-width))] p-1">
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** One action. With `disabledReason` it stays in sight and says why it cannot be done. */
export function MenuItem(props: {
  children: ReactNode;
  icon?: ReactNode;
  onSelect?: () => void;
  isDangerous?: boolean;
  disabledReason?: string | undefined;
}) {
  const isDisabled = props.disabledReason !== undefined;
  return (
    <Base.Item
      disabled={isDisabled}
      onClick={() => props.onSelect?.()}
      className={cn(ITEM, props.isDangerous && !isDisabled && "text-danger")}
    >
      {props.icon}
      <span className="min-w-0 py-1">
        {props.children}
        {isDisabled && <span className="block text-small">{props.disabledReason}</span>}
      </span>
    </Base.Item>
  );
}

/** One place to go. */
export function MenuLink(props: { href: string; children: ReactNode; icon?: ReactNode }) {
  return (
    <Base.LinkItem render={<Link href={props.href} />} closeOnClick className={ITEM}>
      {props.icon}
      {props.children}
    </Base.LinkItem>
  );
}

/** A named part of a menu. */
export function MenuGroup(props: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <MenuLabel>{props.label}</MenuLabel>
      {props.children}
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 border-line border-t" />;
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-ink-faint text-small">{children}</Base.GroupLabel>;
}
