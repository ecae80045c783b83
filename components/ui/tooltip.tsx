"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import { type ReactElement, type ReactNode, useState } from "react";

/**
 * A short hint on hover and focus. `children` is one focusable element that takes a ref and props.
 * It is an extra for sighted people: whoever uses it gives screen readers the same words in another way.
 * `opensOnPress` shows it on a tap too, for controls that do nothing else when pressed.
 */
export function Tooltip(props: {
  content: ReactNode;
  children: ReactElement;
  side?: "top" | "right" | "bottom";
  opensOnPress?: boolean;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const { opensOnPress = false } = props;
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => setIsOpen(open)}>
      <Base.Trigger
        render={props.children}
        delay={250}
        closeOnClick={!opensOnPress}
        {...(opensOnPress ? { onClick: () => setIsOpen(true) } : {})}
      />
      <Base.Portal>
        <Base.Positioner sideOffset={6} side={props.side ?? "top"} className="z-50">
          <Base.Popup className="floating max-w-72 rounded-medium px-2 py-1 text-small text-pretty">
            {props.content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
