import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

/** What can be done with the selected rows. Appears at the bottom of the window and says how many there are. */
export function BulkBar(props: { count: number; onClear: () => void; children: ReactNode }) {
  return (
    <>
      <p role="status" className="sr-only">
        {props.count > 0 && `${props.count} selected`}
      </p>
      {props.count > 0 && (
        <div className="floating sticky bottom-20 z-30 mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 py-2 pr-2 pl-4 sm:bottom-4 print:hidden">
          <span className="mr-2 tabular-nums font-strong">{props.count} selected</span>
          {props.children}
          <Button variant="ghost" onClick={props.onClear}>
            Clear
          </Button>
        </div>
      )}
    </>
  );
}
