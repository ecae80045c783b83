import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode, RefObject } from "react";

/**
 * A short hint at something that is already there. It is an extra for sighted people: whoever uses it gives screen
 * readers the same words in another way, and says when it opens.
 */
export function AnchoredHint(props: {
  anchor: RefObject<HTMLElement | null>;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Base.Root open={props.isOpen} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={props.anchor} sideOffset={6} side="top" className="z-50">
          <Base.Popup className="floating max-w-72 rounded-medium px-2 py-1 text-small text-pretty">
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
