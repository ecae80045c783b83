import type { KeyboardEvent } from "react";
import { WIDTH_MAX_PX, WIDTH_MIN_PX } from "./table-preferences.ts";

const STEP_PX = 16;

/** The edge of a column: dragged, or moved by the arrow keys (with Shift four steps at once). */
export function ResizeHandle(props: {
  label: string;
  width: number;
  isActive: boolean;
  onGrab: (event: unknown) => void;
  onWidth: (change: number) => void;
}) {
  function press(event: KeyboardEvent) {
    const step = event.shiftKey ? STEP_PX * 4 : STEP_PX;
    if (event.key === "ArrowRight") props.onWidth(step);
    else if (event.key === "ArrowLeft") props.onWidth(-step);
    else return;
    event.preventDefault();
  }
  return (
    // A separator that can be focused is a slider of its own kind (ARIA 1.2, separator).
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${props.label}`}
      aria-valuemin={WIDTH_MIN_PX}
      aria-valuemax={WIDTH_MAX_PX}
      aria-valuenow={props.width}
      onMouseDown={props.onGrab}
      onTouchStart={props.onGrab}
      onKeyDown={press}
      data-active={props.isActive || undefined}
      className="group/handle -right-1.5 absolute inset-y-0 z-10 w-3 cursor-col-resize touch-none select-none rounded-small print:hidden"
    >
      <span className="mx-auto block h-full w-px bg-transparent group-hover/handle:bg-line-strong group-data-active/handle:w-0.5 group-data-active/handle:bg-accent" />
    </div>
  );
}
